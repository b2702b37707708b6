#pragma once

#include "probe/session.hpp"

namespace ampslint {

/// The stages behind the channel, each ended by `session.limit`.
Task<StageResult> upgrade(Session& session);
Task<StageResult> log_on(Session& session);

/// Whether credentials may be sent over a channel like the session's.
bool may_send_credentials(Session& session);

}  // namespace ampslint
