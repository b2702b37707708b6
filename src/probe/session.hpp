#pragma once

#include <memory>
#include <random>

#include "host/random.hpp"
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
  std::mt19937_64 random{random_number()};
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
  asio::steady_timer doubt;                       ///< when to take a second look at the peer
  asio::steady_timer others;                      ///< cancelled when what goes on beside is done
  std::size_t others_open = 0;                    ///< of what goes on beside the stages
};

}  // namespace ampslint
