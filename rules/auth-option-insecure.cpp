#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

struct InsecureOption {
  std::string_view name;
  bool when;  ///< the value that weakens
  std::string_view effect;
};

constexpr InsecureOption options[] = {
    {"AllowSpoofing", true, "any user name that a client sends is trusted"},
    {"RequireLogon", false, "clients do not have to log on"},
    {"AllowAnonymous", true, "clients without credentials are accepted"},
    {"AllowUnverifiedPeer", true, "any server that answers is trusted"},
    {"AllowSelfSigned", true, "a server may use a self-signed certificate"},
};

void check(const SchemaNode& node, Diagnostics& found) {
  // Only options of modules that the schema knows: others may mean something else by the name.
  if (node.schema == nullptr || node.schema->value != ValueKind::boolean) return;
  const bool synonym = !node.schema->synonym_of.empty();
  const auto* option = std::ranges::find(
      options, synonym ? node.schema->synonym_of : node.schema->name, &InsecureOption::name);
  const Text text = node.element->text();
  if (option == std::end(options) || !is_known(text)) return;
  if (parse_boolean(text.value) != option->when) return;
  found.push_back({.where = text.where,
                   .message = fmt::format("'{}' is '{}': {}", node.element->name().value,
                                          text.value, option->effect)});
}

}  // namespace

Rule auth_option_insecure() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
