#include <fmt/core.h>

#include <algorithm>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const Observation& seen = probed.seen;
  if (!seen.ready() || !seen.logon || probed.transport == nullptr) return;
  const Element* root = probed.transport->instance->document.root;
  const Element* required = root == nullptr ? nullptr : root->child("RequiredMinimumVersion");
  if (required == nullptr || required->text().unresolved) return;
  const std::vector<unsigned> least = version_of(required->text().value);
  std::vector<unsigned> running = version_of(seen.logon->version);
  if (least.empty() || running.empty()) return;
  // 5.3 is 5.3.0.0.
  running.resize(std::max(running.size(), least.size()));
  if (running >= least) return;
  found.push_back({.where = probed.address(),
                   .message = fmt::format("AMPS {} is running, but its configuration requires {}",
                                          seen.logon->version, required->text().value),
                   .notes = {{required->text().where, "the version is required here"}}});
}

}  // namespace

Rule live_server_version_below_required() {
  return {.severity = Severity::warning, .check = check};
}

}  // namespace ampslint
