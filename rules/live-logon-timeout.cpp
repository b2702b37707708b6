#include <fmt/core.h>

#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  const bool silent = probed.failed(StageName::logon, Fault::timed_out);
  if (!silent || !said_nothing(probed)) return;
  const bool compressed = probed.client.option("compression") != nullptr;
  std::string message = fmt::format(
      "no answer to the logon {}: what listens may speak another protocol, {}or be overloaded",
      within_limit(probed.seen), compressed ? "take no compression, " : "");
  found.push_back(
      {.where = probed.address(), .message = std::move(message), .notes = meant_to_serve(probed)});
}

}  // namespace

Rule live_logon_timeout() { return {.severity = Severity::error, .check = check}; }

}  // namespace ampslint
