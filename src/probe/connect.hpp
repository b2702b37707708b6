#pragma once

#include "probe/session.hpp"

namespace ampslint {

/// The stages up to a channel, each ended by `session.limit`.
Task<StageResult> resolve(Session& session);
Task<StageResult> connect(Session& session);
Task<StageResult> secure(Session& session);

/// Connects a channel to `peer` as the string's client would.
Task<StageResult> connect_socket(Session& session, Channel& channel,
                                 asio::generic::stream_protocol::endpoint peer);
/// Goes on beside the stages; `finish_others` waits for it.
void begin_beside(Session& session, Task<void> work);
Task<void> finish_others(Session& session);

}  // namespace ampslint
