#pragma once

#include "probe/session.hpp"

namespace ampslint {

/// Takes a second look at a peer that answers a stage with silence or by closing, as soon as that
/// is in doubt: on connections of its own, or where it may ask more on the session's; without a
/// byte of AMPS. Fills `seen.peer`, or `seen.heard` with what it says. `stage`: its number.
Task<void> identify_peer(Session& session, std::size_t stage);

}  // namespace ampslint
