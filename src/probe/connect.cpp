#include "probe/connect.hpp"

#include <fmt/core.h>
#include <netdb.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "model/address.hpp"
#include "probe/tls.hpp"

namespace ampslint {
namespace {

using Ip = asio::ip::address;
using SocketAddress = asio::generic::stream_protocol::endpoint;

constexpr std::size_t longest_socket_file = 107;  // what `sockaddr_un` holds on Linux
constexpr std::chrono::milliseconds pause_at_full_queue{10};

/// The clients that go on with the next address where one fails; the others take the first of the
/// family that they prefer.
bool tries_all(ClientKind kind) {
  return kind == ClientKind::javascript || kind == ClientKind::go || kind == ClientKind::csharp;
}

void put_in_order(const Endpoint& endpoint, std::vector<Ip>& addresses) {
  if (tries_all(endpoint.kind)) return;
  std::ranges::stable_partition(addresses,
                                [&](const Ip& a) { return a.is_v6() == endpoint.prefers_v6; });
}

std::string label_of(const Ip& address, std::uint16_t port) {
  return fmt::format(fmt::runtime(address.is_v6() ? "[{}]:{}" : "{}:{}"), address.to_string(),
                     port);
}

/// `address`, `address:port`, `[v6]` or `[v6]:port`, as the option `bind` has it.
struct LocalAddress {
  std::string host;
  std::uint16_t port = 0;
};

LocalAddress local_address(const std::string& bind) {
  std::string_view host = bind;
  std::string_view port;
  const bool bracketed = host.starts_with('[');
  const std::size_t end = bracketed ? host.find(']') : host.find(':');
  if (end != host.npos) {
    port = host.substr(std::min(host.size(), end + (bracketed ? 2 : 1)));
    host = host.substr(bracketed ? 1 : 0, end - (bracketed ? 1 : 0));
  }
  AddressFault ignored;
  const auto number = parse_address(port, ignored);
  return {.host = std::string(host), .port = number ? number->port : std::uint16_t{0}};
}

Task<ErrorCode> bind_local(Session& session, Channel::Socket& socket) {
  const LocalAddress local = local_address(session.endpoint.bind);
  const Addresses found = co_await session.context.resolver.resolve(local.host, session.limit);
  ErrorCode error = asio::error::address_family_not_supported;
  ErrorCode family;
  const auto endpoint = socket.local_endpoint(family);
  for (const Ip& address : found.list) {
    const SocketAddress candidate(asio::ip::tcp::endpoint(address, local.port));
    if (family || candidate.protocol().family() == endpoint.protocol().family()) {
      socket.bind(candidate, error);
      break;
    }
  }
  co_return error;
}

/// Only whether it answers, for addresses that the client does not take.
Task<void> try_other(Session& session, std::size_t index, SocketAddress address) {
  Channel channel(session.context.io);
  channel.give_up_at(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        session.context.options.stage_timeout));
  const StageResult step = co_await connect_socket(session, channel, address);
  session.seen.others[index].fault = step.fault;
}

void begin_others(Session& session, std::size_t from) {
  for (std::size_t i = from; i < session.addresses.size(); ++i) {
    const Ip& address = session.addresses[i];
    session.seen.others.push_back({.address = label_of(address, session.endpoint.port)});
    begin_beside(session, try_other(session, session.seen.others.size() - 1,
                                    asio::ip::tcp::endpoint(address, session.endpoint.port)));
  }
}

Task<StageResult> connect_tcp(Session& session) {
  const std::size_t tries = tries_all(session.endpoint.kind) ? session.addresses.size() : 1;
  begin_others(session, tries);
  StageResult step;
  for (std::size_t i = 0; i < tries; ++i) {
    const Ip& address = session.addresses[i];
    const auto share = (session.limit - Clock::now()) / static_cast<int>(tries - i);
    session.channel.give_up_at(Clock::now() + share);
    session.seen.address = label_of(address, session.endpoint.port);
    session.peer = asio::ip::tcp::endpoint(address, session.endpoint.port);
    step = co_await connect_socket(session, session.channel, session.peer);
    if (step.fault == Fault::none) {
      begin_others(session, i + 1);
      break;
    }
    if (i + 1 < tries) {
      session.seen.others.push_back({.address = session.seen.address, .fault = step.fault});
    }
  }
  step.detail = session.seen.address;
  co_return step;
}

/// To Asio, a unix socket whose server's accept queue is full looks connected.
bool is_connected(Channel& channel) {
  ErrorCode error;
  channel.socket().remote_endpoint(error);
  return !error;
}

Task<StageResult> connect_unix(Session& session) {
  const std::string& file = session.endpoint.socket_file;
  session.seen.address = file;
  if (file.size() > longest_socket_file) {
    co_return StageResult{
        .fault = Fault::no_such_file,
        .reason = fmt::format("the path is longer than {} bytes", longest_socket_file)};
  }
  session.peer = asio::local::stream_protocol::endpoint(file);
  session.channel.give_up_at(session.limit);
  StageResult step = co_await connect_socket(session, session.channel, session.peer);
  while (step.fault == Fault::none && !is_connected(session.channel)) {
    if (Clock::now() >= session.limit) {
      step.fault = Fault::timed_out;
      break;
    }
    asio::steady_timer timer(session.context.io, pause_at_full_queue);
    ErrorCode ignored;
    co_await timer.async_wait(returning(ignored));
    step = co_await connect_socket(session, session.channel, session.peer);
  }
  struct stat status{};
  const bool is_there = ::stat(file.c_str(), &status) == 0;
  if (step.fault != Fault::none && is_there && !S_ISSOCK(status.st_mode)) {
    step.fault = Fault::no_socket;
  }
  step.detail = file;
  co_return step;
}

}  // namespace

Task<StageResult> connect_socket(Session& session, Channel& channel, SocketAddress peer) {
  ErrorCode error;
  Channel::Socket& socket = channel.socket();
  socket.close(error);
  socket.open(peer.protocol(), error);
  if (error) co_return failed(error);
  if (!session.endpoint.bind.empty()) {
    error = co_await bind_local(session, socket);
    if (channel.timed_out()) co_return StageResult{.fault = Fault::timed_out};
    if (error) co_return StageResult{.fault = Fault::no_local_address, .reason = error.message()};
  }
  // What is sent is small and waited for; a unix socket has no such option.
  ErrorCode ignored;
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  co_await socket.async_connect(peer, returning(error));
  if (error) co_return failed(channel, error);
  co_return StageResult{};
}

Task<StageResult> resolve(Session& session) {
  ErrorCode no_literal;
  const Ip literal = asio::ip::make_address(session.endpoint.host, no_literal);
  if (!no_literal) {
    session.addresses = {literal};
    co_return StageResult{};
  }
  const Addresses found =
      co_await session.context.resolver.resolve(session.endpoint.host, session.limit);
  if (found.timed_out) co_return StageResult{.fault = Fault::timed_out};
  if (!found.failure.empty()) {
    co_return StageResult{.fault = Fault::other, .reason = found.failure};
  }
  if (found.list.empty()) {
    co_return StageResult{.fault = Fault::not_resolved, .reason = ::gai_strerror(found.error)};
  }
  session.addresses = found.list;
  put_in_order(session.endpoint, session.addresses);
  std::string detail;
  for (const Ip& address : session.addresses) {
    detail += (detail.empty() ? "" : ", ") + address.to_string();
  }
  co_return StageResult{.detail = std::move(detail)};
}

Task<StageResult> connect(Session& session) {
  return session.endpoint.unix_socket() ? connect_unix(session) : connect_tcp(session);
}

Task<StageResult> secure(Session& session) {
  session.channel.give_up_at(session.limit);
  co_return co_await shake_hands(session.channel, session.context.tls, session.endpoint,
                                 session.context.options.insecure, session.seen);
}

void begin_beside(Session& session, Task<void> work) {
  ++session.others_open;
  asio::co_spawn(session.context.io, std::move(work), [&session](const std::exception_ptr&) {
    if (--session.others_open == 0) session.others.cancel();
  });
}

Task<void> finish_others(Session& session) {
  while (session.others_open > 0) {
    session.others.expires_at(Clock::time_point::max());
    ErrorCode cancelled;
    co_await session.others.async_wait(returning(cancelled));
  }
}

}  // namespace ampslint
