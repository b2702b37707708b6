#pragma once

#include <memory>
#include <random>

#include "probe/channel.hpp"
#include "probe/probe.hpp"
#include "probe/resolver.hpp"
#include "probe/step.hpp"
#include "probe/target.hpp"
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
  Session(ProbeContext& run, const Target& at, Observation& into)
      : context(run), target(at), seen(into), channel(run.io), others(run.io) {}

  ProbeContext& context;
  const Target& target;
  Observation& seen;
  Channel channel;
  std::unique_ptr<WebSocket> web_socket;     ///< once it is upgraded
  std::vector<asio::ip::address> addresses;  ///< in the order in which the client takes them
  Clock::time_point limit;                   ///< of the stage under way
  asio::steady_timer others;                 ///< cancelled when the last one is tried
  std::size_t others_open = 0;               ///< of the addresses that the client leaves out
};

/// The stages, each ended by `session.limit`.
Task<Step> resolve(Session& session);
Task<Step> connect(Session& session);
Task<Step> secure(Session& session);
Task<Step> upgrade(Session& session);
Task<Step> log_on(Session& session);

/// Waits for the other addresses of the name.
Task<void> finish_others(Session& session);
/// Credentials are there, and may be sent over a channel like the session's.
bool may_send_credentials(const Session& session);

}  // namespace ampslint
