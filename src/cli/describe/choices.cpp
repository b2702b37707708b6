#include "cli/describe/choices.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>

#include "ampslint/ampslint.hpp"
#include "cli/describe/completions.hpp"
#include "cli/options/probe.hpp"

namespace ampslint {
namespace {

using Words = std::vector<std::string>;

Words rule_ids() {
  Words words;
  for (const RuleInfo& rule : rules()) words.emplace_back(rule.id);
  return words;
}

/// The rules, and their families as `--select` takes them.
Words rules_and_families() {
  Words words = rule_ids();
  for (const RuleInfo& rule : rules()) {
    std::string prefix = fmt::format("{}-*", rule.family);
    if (std::ranges::find(words, prefix) == words.end()) words.push_back(std::move(prefix));
  }
  return words;
}

}  // namespace

Choices choices_of(std::string_view value, bool probe) {
  const std::map<std::string_view, std::function<Choices()>> known{
      {"CHANGE", [] { return Choices{.words = {"any", "breaking", "never"}}; }},
      {"FILE", [] { return Choices{.words = {}, .files = true}; }},
      {"PATH", [] { return Choices{.words = {}, .files = true}; }},
      {"FORMAT", [] { return Choices{.words = {"text", "json"}}; }},
      {"FORMAT[=FILE]", [probe] { return Choices{.words = formats(probe), .second_files = true}; }},
      {"KIND", [] { return Choices{.words = client_kinds()}; }},
      {"LEVEL", [] { return Choices{.words = levels_of_failure()}; }},
      {"PRESET", [] { return Choices{.words = presets()}; }},
      {"REPORT", [] { return Choices{.words = diff_formats()}; }},
      {"RULE", [] { return Choices{.words = rules_and_families()}; }},
      {"RULE=LEVEL",
       [] { return Choices{.words = rules_and_families(), .second_words = severities()}; }},
      {"SHELL", [] { return Choices{.words = shell_names()}; }},
      {"TLS", [] { return Choices{.words = tls_version_names()}; }},
      {"TOPIC", [] { return Choices{.words = rule_ids()}; }},
      {"WHEN", [] { return Choices{.words = {"auto", "always", "never"}}; }},
  };
  const auto found = known.find(value);
  return found == known.end() ? Choices{} : found->second();
}

std::string either(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace ampslint
