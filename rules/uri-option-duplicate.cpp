#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

struct Uses {
  const Option* first = nullptr;
  const Option* last = nullptr;
  std::string_view key;
  bool on = false;
  bool off = false;
};

Uses uses_of(std::string_view key, const std::vector<Option>& options) {
  Uses uses{.key = key};
  for (const Option& option : options) {
    if (option.key != key || !option.value.present()) continue;
    if (uses.first == nullptr) uses.first = &option;
    uses.last = &option;
    const bool off =
        option.value == "false" || option.value.find_first_not_of('0') == std::string_view::npos;
    (off ? uses.off : uses.on) = true;
  }
  return uses;
}

std::string_view which_counts(ClientKind kind, std::string_view key) {
  if (kind == ClientKind::go || (is_c_family(kind) && key == "sni")) return "the first one is used";
  if (kind == ClientKind::java) return "the last one is used";
  if (kind == ClientKind::csharp) {
    return "clients differ in which one they use";
  }
  const bool any = key == "http_preflight" || key == "compression";
  return any ? "it is on if either turns it on" : "the last one is used";
}

void check(const ConnectionString& client, Diagnostics& found) {
  const std::vector<Option>& options = client.parts().options;
  if (options.size() < 2) return;
  for (const KnownOption& known : c_options()) {
    if (client.kind == ClientKind::javascript && known.key != "pretty") continue;
    if (is_c_family(client.kind) && !takes(known, client.scheme)) continue;
    const Uses uses = uses_of(known.key, options);
    if (uses.first == uses.last) continue;
    found.push_back({.where = client.at(uses.last->key),
                     .message = fmt::format("option '{}' is given twice; {}", known.key,
                                            which_counts(client.kind, known.key)),
                     .notes = {{client.at(uses.first->key), "it is first given here"}}});
    const bool conflict = known.key == "http_preflight" && uses.on && uses.off;
    if (!conflict || client.kind == ClientKind::go || client.kind == ClientKind::java) continue;
    found.back().severity = Severity::error;
    found.back().message = "option 'http_preflight' is both on and off";
    if (is_c_family(client.kind)) found.back().message += ", which results in on";
  }
}

}  // namespace

Rule uri_option_duplicate() { return {Severity::warning, check}; }

}  // namespace ampslint
