#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/types.hpp"
#include "base/source.hpp"

namespace ampslint {

/// The worst first.
inline constexpr std::string_view severity_names[] = {"error", "warning", "note"};

std::string_view to_string(Severity severity);
/// The word that a format has for a severity.
constexpr std::string_view by_severity(Severity severity, std::string_view error,
                                       std::string_view warning, std::string_view note) {
  return severity == Severity::error ? error : severity == Severity::warning ? warning : note;
}
std::optional<Severity> severity_named(std::string_view name);

/// From which severity on something is worth failing.
enum class Threshold : std::uint8_t { note, warning, error, never };

std::optional<Threshold> threshold_named(std::string_view name);
bool reaches(Severity severity, Threshold threshold);

/// Another place that explains a diagnostic.
struct Note {
  Span where;
  std::string message;
};

/// Puts `text` in the place of the bytes at `where`.
struct Edit {
  Span where;
  std::string text;
};

/// Edits that belong together; `safe` when they cannot change what already works.
struct Fix {
  std::vector<Edit> edits;
  bool safe = false;
};

/// One finding. `run()` stamps the rule; a rule sets the severity only where it is not its usual
/// one.
struct Diagnostic {
  Span where;
  std::string message;  ///< one clause, lower case, no full stop
  std::vector<Note> notes = {};
  std::optional<Fix> fix = std::nullopt;
  std::optional<Severity> severity = std::nullopt;
  std::uint16_t rule = 0;  ///< index into `all_rules()`
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace ampslint

// Hundreds of rules use these; to make them once, in diagnostic.cpp, saves a quarter of the build.
extern template class std::vector<ampslint::Note>;
extern template class std::vector<ampslint::Edit>;
extern template class std::optional<ampslint::Fix>;
extern template class std::vector<ampslint::Diagnostic>;
