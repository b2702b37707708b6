#include "check/live.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Probed& probed, Diagnostics& found) {
  if (!probed.failed(Fault::challenged)) return;
  std::vector<Note> notes = meant_to_serve(probed);
  if (probed.transport != nullptr && probed.transport->authentication.module()) {
    notes = {
        {probed.transport->authentication.module().where, "the authentication module is set here"}};
  }
  found.push_back({.where = probed.address(),
                   .message = "the server answered the logon with a challenge, which a client with "
                              "the right authenticator can answer but the probe cannot",
                   .notes = std::move(notes),
                   .severity = Severity::error});
}

}  // namespace

Rule live_logon_challenge() { return {.severity = Severity::note, .check = check}; }

}  // namespace ampslint
