#include "base/diagnostic.hpp"

#include <array>
#include <utility>

template class std::vector<ampslint::Note>;
template class std::vector<ampslint::Edit>;
template class std::optional<ampslint::Fix>;
template class std::vector<ampslint::Diagnostic>;

namespace ampslint {
namespace {

constexpr std::array<std::pair<std::string_view, Severity>, 3> severities{{
    {"note", Severity::note},
    {"warning", Severity::warning},
    {"error", Severity::error},
}};

}  // namespace

std::string_view to_string(Severity severity) {
  return severities.at(static_cast<std::size_t>(severity)).first;
}

std::optional<Severity> severity_named(std::string_view name) {
  for (const auto& [known, severity] : severities) {
    if (known == name) return severity;
  }
  return std::nullopt;
}

std::optional<Threshold> threshold_named(std::string_view name) {
  if (name == "never") return Threshold::never;
  const std::optional<Severity> severity = severity_named(name);
  if (!severity) return std::nullopt;
  return static_cast<Threshold>(*severity);
}

bool reaches(Severity severity, Threshold threshold) {
  return static_cast<Threshold>(severity) >= threshold;
}

}  // namespace ampslint
