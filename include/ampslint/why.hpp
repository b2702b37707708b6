#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/linter.hpp"

// Where a value of a configuration comes from, and how a connection string comes to its verdict.
namespace ampslint::api {

/// A variable in a value, and who set it.
struct WhyVariable {
  std::string name;
  std::string value;        ///< secrets as `***`
  std::string_view set_by;  ///< `option`, `env file`, `workspace`, `process environment`, `server`
  std::string path = {};    ///< of the file that sets it
  std::size_t line = 0;     ///< in it
};

/// What an element comes to.
struct WhyValue {
  std::string instance;
  std::string element;  ///< its whole path: `Transports/Transport[any-tcp]/InetAddr`
  std::string value;    ///< its text, as the server has it; secrets are `***`
  std::vector<std::string> holds = {};      ///< the elements in it
  bool given = true;                        ///< false: it does not stand there
  bool has_value = true;                    ///< false: nor does it come to anything
  std::string decided_by = {};              ///< where it is not given: whose value it has
  std::optional<Place> where = {};          ///< of the value; of what would hold the element
  std::vector<Place> included_from = {};    ///< the `Include`s that led there, the nearest first
  std::vector<WhyVariable> variables = {};  ///< in the value
  std::vector<std::string> undefined = {};  ///< names of those that nobody sets
  std::string synonym_of = {};              ///< of an older name: the documented one
  std::string manual = {};                  ///< the section of the vendor's manual
  std::string notice = {};                  ///< what else decides
};

/// A transport that was considered for a connection string.
struct WhyCandidate {
  std::string instance;
  std::string transport;
  std::string address;  ///< as clients see it
  std::string fit;      ///< how the string's address meets it, in words
  Verdict verdict = Verdict::refused;
  bool decides = false;  ///< the verdict on the string is the one on this one
  Place where;
  std::vector<Diagnostic> findings = {};
};

/// How a connection string comes to its verdict.
struct WhyString {
  Connection connection;
  std::vector<Diagnostic> alone = {};       ///< what is found in it by itself
  std::string host = {};                    ///< as given
  std::string port = {};                    ///< or the path of a socket
  std::vector<std::string> instances = {};  ///< that the workspace gives the host to
  std::string address = {};                 ///< what the host decides, in words
  std::string proxy = {};                   ///< that is at the address; empty for none
  std::vector<WhyCandidate> candidates = {};
  std::string end = {};  ///< why there are none, in words; else empty
};

struct Why {
  std::vector<WhyValue> values = {};
  std::optional<WhyString> string = {};
  std::vector<std::string> notices = {};
};

/// Writes that, for people or as JSON.
void write_why(const Why& why, bool json, const ReportOptions& options, std::ostream& out);

}  // namespace ampslint::api
