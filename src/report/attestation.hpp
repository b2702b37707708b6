#pragma once

#include <compare>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampslint/result.hpp"
#include "base/diagnostic.hpp"
#include "check/result.hpp"

namespace ampslint {

/// A file that was read, and the SHA-256 of its bytes.
struct Subject {
  std::string name;
  std::string sha256;

  friend auto operator<=>(const Subject&, const Subject&) = default;
};

/// What a statement says of a check beside its result.
struct CheckedHow {
  std::vector<Subject> inputs;                               ///< by name
  std::vector<std::pair<std::string_view, Severity>> rules;  ///< in force
  std::vector<std::pair<std::string, std::vector<std::string>>> settings;
  bool passed = false;
};

/// Writes a statement on a check in the form of in-toto (Statement v1), the same bytes for the same
/// inputs: without times, hosts and secrets.
void write_statement(const LintResult& result, const CheckedHow& how, std::ostream& out);

std::string_view to_string(Threshold threshold);

/// What is needed to see whether a statement still holds.
struct Statement {
  std::vector<Subject> inputs;
  Diagnostics::Counts findings{};  ///< by `Severity`
  Threshold fail_on = Threshold::error;
};

/// Reads what `write_statement` wrote, or somebody else.
Result<Statement> read_statement(const std::string& file, std::string_view text);

}  // namespace ampslint
