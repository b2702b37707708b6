#include "base/diagnostic.hpp"

template class std::vector<ampslint::Note>;
template class std::vector<ampslint::Edit>;
template class std::optional<ampslint::Fix>;
template class std::vector<ampslint::Diagnostic>;

namespace ampslint {

std::string_view to_string(Severity severity) {
  return severity_names[2 - static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_named(std::string_view name) {
  for (const Severity severity : {Severity::note, Severity::warning, Severity::error}) {
    if (to_string(severity) == name) return severity;
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
