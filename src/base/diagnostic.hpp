#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
  std::uint16_t rule = 0;  ///< index into the run's rules, `all_rules()` and its policies
};

/// What rules find. Beyond a limit findings are only counted.
class Diagnostics {
 public:
  using value_type = Diagnostic;
  using Counts = std::array<std::size_t, 3>;  ///< by `Severity`

  Diagnostics() = default;
  explicit Diagnostics(std::size_t most) : most_(most) {}

  void push_back(Diagnostic one) { emplace_back(std::move(one)); }
  Diagnostic& emplace_back(Diagnostic one);
  Diagnostic& back() { return kept_.back(); }
  bool empty() const { return kept_.empty(); }
  std::size_t size() const { return kept_.size(); }
  void clear() { kept_.clear(); }
  auto begin() { return kept_.begin(); }
  auto begin() const { return kept_.begin(); }
  auto end() { return kept_.end(); }
  auto end() const { return kept_.end(); }

  std::vector<Diagnostic>& kept() { return kept_; }
  /// Stamps what one rule has added behind the first `before`.
  void stamp(std::size_t before, std::uint16_t rule, Severity usual);
  /// How many of the last rule's were not kept; they are forgotten.
  Counts take_beyond() { return std::exchange(beyond_, {}); }
  std::uint16_t last_rule() const { return rule_; }

 private:
  std::vector<Diagnostic> kept_;  ///< and one more than `most_`, which its rule may yet change
  std::size_t most_ = std::numeric_limits<std::size_t>::max();
  std::uint16_t rule_ = 0;
  Counts beyond_{};
  std::size_t usual_beyond_ = 0;  ///< those without a severity of their own
};

}  // namespace ampslint

// Hundreds of rules use these; to make them once, in diagnostic.cpp, saves a quarter of the build.
extern template class std::vector<ampslint::Note>;
extern template class std::vector<ampslint::Edit>;
extern template class std::optional<ampslint::Fix>;
extern template class std::vector<ampslint::Diagnostic>;
