#pragma once

#include <memory>
#include <random>

#include "probe/channel.hpp"
#include "probe/endpoint.hpp"
#include "probe/probe.hpp"
#include "probe/resolve.hpp"
#include "probe/stage_result.hpp"
#include "probe/websocket.hpp"

namespace ampslint {

/// What all endpoints of a run share.
struct ProbeContext {
  asio::io_context& io;
  asio::ssl::context& tls;
  Resolver& resolver;
  const ProbeOptions& options;
  Clock::duration settling;  ///< how long a peer is listened to that has nothing to say
  std::mt19937_64 random{std::random_device()()};
};

/// One attempt at one endpoint.
struct Session {
  Session(ProbeContext& run, const Endpoint& at, Observation& into)
      : context(run), endpoint(at), seen(into), channel(run.io), doubt(run.io), others(run.io) {}

  ProbeContext& context;
  const Endpoint& endpoint;
  Observation& seen;
  Channel channel;
  std::unique_ptr<WebSocket> web_socket;          ///< once it is upgraded
  std::vector<asio::ip::address> addresses;       ///< in the order in which the client takes them
  asio::generic::stream_protocol::endpoint peer;  ///< that the channel is connected to
  Clock::time_point limit;                        ///< of the stage under way
  bool stage_over = false;                        ///< that stage has ended
  asio::steady_timer doubt;                       ///< when to take a second look at the peer
  asio::steady_timer others;                      ///< cancelled when what goes on beside is done
  std::size_t others_open = 0;                    ///< of what goes on beside the stages
};

/// The stages, each ended by `session.limit`.
Task<StageResult> resolve(Session& session);
Task<StageResult> connect(Session& session);
Task<StageResult> secure(Session& session);
Task<StageResult> upgrade(Session& session);
Task<StageResult> log_on(Session& session);

/// Connects a channel to `peer` as the string's client would.
Task<StageResult> connect_socket(Session& session, Channel& channel,
                                 asio::generic::stream_protocol::endpoint peer);
/// Goes on beside the stages; `finish_others` waits for it.
void begin_beside(Session& session, Task<void> work);
Task<void> finish_others(Session& session);
/// Takes a second look at a peer that answers a stage with silence or by closing, as soon as that
/// is in doubt: on connections of its own, or where it may ask more on the session's; without a
/// byte of AMPS. Fills `seen.peer`.
Task<void> identify_peer(Session& session);
/// Whether credentials may be sent over a channel like the session's.
bool may_send_credentials(const Session& session);

}  // namespace ampslint
