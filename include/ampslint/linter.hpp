#pragma once

// To be included as <ampslint/ampslint.hpp>. Checks AMPS configurations and the connection strings
// of their clients. Nothing here has a current folder, a signal handler or a stream of its own;
// several threads may use one Linter.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "ampslint/result.hpp"

namespace ampslint::api {

enum class Severity : std::uint8_t { note, warning, error };
enum class Verdict : std::uint8_t { compatible, refused, unserved, invalid, unknown };

/// Both from 1; columns count code points.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// A part of a file, or of a connection string given by itself (`<command line>`, its number as
/// the line); `end` is one past the last character.
struct Place {
  std::string path;
  Position start;
  Position end;
};

/// Another place that explains a diagnostic.
struct Note {
  Place where;
  std::string message;
};

struct Edit {
  Place where;
  std::string text;  ///< in its place
};

/// Edits that belong together; `safe` when they cannot change what already works.
struct Fix {
  std::vector<Edit> edits;
  bool safe = false;
};

/// One finding.
struct Diagnostic {
  std::string_view rule;  ///< its id, as in `rules()`
  Severity severity = Severity::error;
  std::string message;  ///< one clause, lower case, no full stop, without secrets
  Place where;
  std::vector<Note> related;
  std::optional<Fix> fix;
};

/// A connection string and what would become of it.
struct Connection {
  std::string string;  ///< secrets as `***`
  Place where;
  std::string_view client_kind;
  Verdict verdict = Verdict::unknown;
  std::optional<std::string> instance;   ///< that it reaches
  std::optional<std::string> transport;  ///< likewise
  std::vector<std::string_view> rules;   ///< that found something
};

/// An input that could not be read.
struct InputError {
  std::string message;
};

struct Summary {
  std::size_t files = 0;
  std::size_t instances = 0;
  std::size_t transports = 0;
  std::size_t connections = 0;
  std::array<std::size_t, 3> severities{};  ///< findings, by `Severity`
  std::array<std::size_t, 5> verdicts{};    ///< connections, by `Verdict`
};

struct LintResult {
  std::vector<Diagnostic> diagnostics;  ///< by path, start, rule
  std::vector<Connection> connections;  ///< in the order given
  std::vector<InputError> errors;
  std::vector<std::string> notices;  ///< for people
  Summary summary;
  std::shared_ptr<const void> whole;  ///< what `write_report` writes
};

/// How to check; `ampslint check --help` explains each option.
struct LintOptions {
  std::map<std::string, std::string> variables;  ///< for `${NAME}` in configurations
  std::string client_kind;                       ///< empty: by each string's scheme and file
  std::string amps_version;                      ///< empty: the newest known
  std::vector<std::string> presets;              ///< beside the default one
  std::vector<std::string> select;               ///< rules by id, or a prefix and `*`
  std::vector<std::string> ignore;
  std::vector<std::pair<std::string, Severity>> severities;  ///< by rule
  std::size_t threads = 1;
};

/// What to check; paths are read by the Linter's FileReader.
struct Inputs {
  std::vector<std::filesystem::path> configurations;  ///< files, or folders of them
  std::vector<std::filesystem::path> client_lists;    ///< a connection string a line
  std::vector<std::string> clients;                   ///< connection strings themselves
};

/// The connection strings that a transport would accept.
struct Offer {
  std::string instance;
  std::string transport;
  std::vector<std::string> strings;
  std::string notice;  ///< why there are none, or what they leave out
};

class Linter {
 public:
  /// An error for an option that makes no sense (an unknown rule, with the nearest known one). The
  /// reader must outlive the linter.
  static Result<Linter> create(LintOptions options, FileReader& reader);

  /// An input that cannot be read becomes an error of the result.
  Result<LintResult> lint(const Inputs& inputs) const;
  /// What each transport of the configurations would accept; an error where one cannot be read.
  Result<std::vector<Offer>> offers(const Inputs& inputs) const;

 private:
  Linter(LintOptions options, FileReader& reader);

  LintOptions options_;
  FileReader* reader_;
};

struct RuleInfo {
  std::string_view id;
  std::string summary;
  std::string_view family;
  std::string_view level;  ///< `static`, `host` or `live`
  Severity severity = Severity::error;
  bool fixable = false;
};

/// Every rule, by id.
std::span<const RuleInfo> rules();

/// The page of a rule, or what is known of an element (`Transport/InetAddr`).
Result<std::string> explain(const std::string& name);

struct ReportOptions {
  bool color = false;
};

/// Writes a result in a format of `ampslint check --format`; an error for an unknown one.
Result<void> write_report(const LintResult& result, std::string_view format,
                          const ReportOptions& options, std::ostream& out);

}  // namespace ampslint::api
