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

Diagnostic& Diagnostics::emplace_back(Diagnostic one) {
  if (kept_.size() <= most_) return kept_.emplace_back(std::move(one));
  const std::optional<Severity> severity = kept_.back().severity;
  ++(severity ? beyond_.at(static_cast<std::size_t>(*severity)) : usual_beyond_);
  return kept_.back() = std::move(one);
}

void Diagnostics::stamp(std::size_t before, std::uint16_t rule, Severity usual) {
  rule_ = rule;
  beyond_.at(static_cast<std::size_t>(usual)) += std::exchange(usual_beyond_, 0);
  for (std::size_t i = before; i < kept_.size(); ++i) {
    kept_[i].rule = rule;
    if (!kept_[i].severity) kept_[i].severity = usual;
  }
}

bool reaches(Severity severity, Threshold threshold) {
  return static_cast<Threshold>(severity) >= threshold;
}

}  // namespace ampslint
