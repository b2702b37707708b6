#include "probe/probe_endpoint.hpp"

#include <fmt/core.h>
#include <openssl/ssl.h>

#include <array>
#include <exception>

#include "probe/connect.hpp"
#include "probe/logon.hpp"
#include "probe/peer.hpp"
#include "probe/tls.hpp"

namespace ampslint {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

/// An answer that takes longer than this may not come at all.
constexpr milliseconds patience{500};
/// The kernel alone answers a connection, unless it drops it.
constexpr milliseconds patience_to_connect{50};
constexpr milliseconds first_pause{200};
constexpr milliseconds parting{2};

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The server may answer otherwise in a moment: it is starting, or the resolver is busy.
bool may_pass(const Observation& seen) {
  if (seen.fault == Fault::http_status) return seen.http->is_of_gateway();
  if (seen.fault == Fault::not_resolved) return seen.reason.find("emporary") != std::string::npos;
  return seen.fault == Fault::closed;
}

/// Takes the stages of one attempt in turn.
class Attempt {
 public:
  /// `first`: the one that may take a second look at the peer.
  Attempt(ProbeContext& context, const Endpoint& endpoint, Clock::time_point limit,
          Observation& seen, const std::function<void()>& stalled, bool first)
      : session_(context, endpoint, seen),
        limit_(limit),
        stalled_(stalled),
        looks_twice_(first && !context.options.watch),
        impatience_(context.io) {}

  Task<void> run() {
    try {
      co_await take_stages();
    } catch (const std::exception& error) {
      // No memory, for one. What goes on beside still holds the session.
      session_.doubt.cancel();
      session_.seen.fault = Fault::other;
      session_.seen.reason = error.what();
    }
    impatience_.cancel();
    // A second look may go on with the connection.
    const bool shared = session_.web_socket && session_.web_socket->takes_requests();
    if (!shared) co_await hang_up();
    if (session_.others_open > 0) stalled_();
    co_await finish_others(session_);
    if (shared) co_await hang_up();
  }

 private:
  Task<void> take_stages() {
    const Endpoint& endpoint = session_.endpoint;
    const bool literal = parse_ip(endpoint.host).has_value();
    if (literal) co_await resolve(session_);
    const bool named = !literal && !endpoint.unix_socket();
    if (named && !co_await take(StageName::resolve, resolve)) co_return;
    if (!co_await take(StageName::connect, connect)) co_return;
    if (endpoint.tls() && !co_await take(StageName::tls, secure)) co_return;
    const bool upgrades = endpoint.preflight || endpoint.websocket();
    if (upgrades && !co_await take(StageName::upgrade, upgrade)) co_return;
    if (!session_.context.options.logon) {
      co_await settle();
    } else if (!certificate_missing() || co_await settle()) {
      co_await take(StageName::logon, log_on);
      certificate_cause();
    }
  }

  Task<bool> take(StageName name, Task<StageResult> (*work)(Session&)) {
    const auto start = Clock::now();
    const Seconds stage_timeout = session_.context.options.stage_timeout;
    session_.limit = std::min(limit_, start + duration_cast<Clock::duration>(stage_timeout));
    impatience_.expires_after(name == StageName::connect ? patience_to_connect : patience);
    impatience_.async_wait([stalled = stalled_](ErrorCode cancelled) {
      if (!cancelled) stalled();
    });
    const bool asks = name == StageName::upgrade || name == StageName::logon;
    if (looks_twice_ && (asks || name == StageName::tls)) {
      // A handshake shows by itself what keeps it waiting.
      session_.doubt.expires_at(asks ? start + patience : Clock::time_point::max());
      begin_beside(session_, identify_peer(session_, session_.seen.stages.size()));
    }
    StageResult step = co_await work(session_);
    session_.seen.stages.push_back({.name = name,
                                    .ok = step.fault == Fault::none,
                                    .milliseconds = milliseconds_since(start),
                                    .detail = std::move(step.detail)});
    session_.seen.fault = step.fault;
    session_.seen.reason = std::move(step.reason);
    session_.doubt.expires_at(start);
    if (step.fault == Fault::none) co_return true;
    if (step.fault == Fault::timed_out) {
      session_.seen.limit_seconds = Seconds(session_.limit - start).count();
    }
    co_return false;
  }

  /// Whether the peer keeps quiet, as it has to until its client has logged on.
  Task<bool> settle() {
    Channel& channel = session_.channel;
    const auto enough = Clock::now() + session_.context.settling;
    channel.hear_anew();
    channel.stop_waiting_at(std::min(limit_, enough));
    std::string heard;
    const ErrorCode error = session_.web_socket && !session_.context.options.logon
                                ? co_await session_.web_socket->read(heard)
                                : co_await channel.read_some(heard);
    if (channel.timed_out()) co_return true;
    const StageResult step = error ? failed(error) : StageResult{.fault = Fault::spoke};
    session_.seen.stages.back().ok = false;
    session_.seen.fault = step.fault;
    session_.seen.reason = step.reason;
    session_.seen.heard = heard.empty() ? channel.heard() : heard.substr(0, Channel::most_heard);
    certificate_cause();
    co_return false;
  }

  /// Lets the peer close its end before another connection takes this one's place.
  Task<void> hang_up() {
    Channel::Socket& socket = session_.channel.socket();
    if (!socket.is_open()) co_return;
    ErrorCode error;
    socket.shutdown(Channel::Socket::shutdown_send, error);
    session_.channel.stop_waiting_at(Clock::now() + parting);
    std::array<char, 512> ignored{};
    while (!error && !session_.channel.timed_out()) {
      co_await socket.async_read_some(asio::buffer(ignored), returning(error));
    }
    socket.close(error);
  }

  /// In TLS 1.3 a server says only behind the handshake that it misses the client's certificate.
  bool certificate_missing() const {
    const auto& tls = session_.seen.tls;
    return tls && tls->demanded && !tls->presented;
  }

  void certificate_cause() {
    Observation& seen = session_.seen;
    if (!certificate_missing() || seen.fault != Fault::tls_failed) return;
    while (seen.stages.back().name != StageName::tls) seen.stages.pop_back();
    seen.stages.back().ok = false;
  }

  Session session_;
  Clock::time_point limit_;
  const std::function<void()>& stalled_;
  bool looks_twice_;
  asio::steady_timer impatience_;
};

Task<void> pause(ProbeContext& context, unsigned attempt) {
  const auto base = first_pause * (1U << std::min(attempt, 8U));
  std::uniform_real_distribution<double> jitter(0.5, 1.0);
  asio::steady_timer timer(context.io);
  timer.expires_after(duration_cast<Clock::duration>(base * jitter(context.random)));
  ErrorCode cancelled;
  co_await timer.async_wait(returning(cancelled));
}

}  // namespace

Task<void> probe_endpoint(ProbeContext& context, const Endpoint& endpoint, Clock::time_point limit,
                          Observation& seen, std::function<void()> stalled) {
  Peer peer = Peer::unknown;
  std::string heard;  // by a second look, which only the first attempt takes
  for (unsigned attempt = 0;; ++attempt) {
    seen = {.stages = {},
            .warn_seconds = context.options.warn.count(),
            .crit_seconds = context.options.crit.count(),
            .attempts = attempt + 1,
            .logon_wanted = context.options.logon,
            .insecure = endpoint.tls() && context.options.insecure};
    co_await Attempt(context, endpoint, limit, seen, stalled, attempt == 0).run();
    if (attempt == 0) {
      peer = seen.peer;
      if (is_http2(seen.heard)) heard = seen.heard;
    }
    const auto next = Clock::now() + first_pause * (1U << std::min(attempt, 8U));
    const bool again = may_pass(seen) && attempt < context.options.retries && next < limit;
    if (!again) break;
    co_await pause(context, attempt);
  }
  if (seen.fault != Fault::none) {
    seen.peer = peer;
    if (seen.heard.empty()) seen.heard = std::move(heard);
  }
  seen.finished = true;
}

}  // namespace ampslint
