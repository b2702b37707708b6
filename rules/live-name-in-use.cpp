#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.failed(Fault::rejected) || probed.seen.reason != "name in use") return;
  found.push_back({.where = probed.address(),
                   .message = "the server says that the probe's random client name is in use: it "
                              "seems to assign client names itself",
                   .notes = meant_to_serve(probed),
                   .severity = Severity::error});
}

}  // namespace

Rule live_name_in_use() { return {.severity = Severity::warning, .check = check}; }

}  // namespace ampslint
