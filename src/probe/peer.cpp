#include "probe/peer.hpp"

#include <algorithm>
#include <string>

#include "base/ascii.hpp"
#include "probe/connect.hpp"
#include "probe/http.hpp"
#include "probe/tls.hpp"

namespace ampslint {
namespace {

/// A peer that has just closed a connection answers the next one as fast, if at all.
constexpr std::chrono::milliseconds glance{500};

/// Of the PROXY protocol; and a line that is none, but begins with the same four bytes: to AMPS,
/// both are the same length of a message.
constexpr std::string_view header = "PROXY UNKNOWN\r\n";
constexpr std::string_view no_header = "PROX. UNKNOWN\r\n";

using Question = Task<StageResult> (*)(Channel&, const Endpoint&, Observation&);

/// One more connection to the session's peer, to be over at `limit`.
class Look {
 public:
  Look(Session& session, Clock::time_point limit)
      : session_(session), channel_(session.context.io) {
    channel_.give_up_at(limit);
  }

  Task<bool> speaks_tls() {
    if (!co_await connected()) co_return false;
    Observation seen;
    const StageResult step = co_await shake_hands(channel_, session_.context.tls, session_.endpoint,
                                                  /*insecure=*/true, seen);
    co_return step.fault == Fault::none || is_tls(seen.heard);
  }

  /// What it says to the first bytes of HTTP/2; empty where that is no HTTP/2.
  Task<std::string> hears_http2() {
    if (!co_await connected()) co_return std::string();
    Observation seen;
    if (session_.endpoint.tls()) {
      const StageResult step = co_await shake_hands(
          channel_, session_.context.tls, session_.endpoint, /*insecure=*/true, seen, "h2");
      if (step.fault != Fault::none) co_return std::string();
    }
    // The preface, and a frame of SETTINGS that changes none.
    constexpr std::string_view hello("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", 33);
    channel_.hear_anew();
    std::string said;
    if (!co_await channel_.write(hello)) co_await channel_.read_some(said);
    co_return is_http2(said) ? said : std::string();
  }

  /// Whether it leaves a connection open that begins like that and goes on with silence.
  Task<bool> waits_behind(std::string_view line) {
    if (!co_await connected()) co_return false;
    if (co_await channel_.write(line)) co_return false;
    std::string said;
    co_return co_await channel_.read_some(said) && channel_.timed_out();
  }

  /// Whether it answers HTTP, or shakes hands, behind the header of the PROXY protocol.
  Task<bool> answers_behind_header() {
    if (!co_await connected()) co_return false;
    if (co_await channel_.write(header)) co_return false;
    Observation seen;
    if (session_.endpoint.tls()) {
      const StageResult step = co_await shake_hands(channel_, session_.context.tls,
                                                    session_.endpoint, /*insecure=*/true, seen);
      co_return step.fault == Fault::none;
    }
    co_await ask_admin(channel_, session_.endpoint, seen);
    co_return seen.http.has_value();
  }

  /// The head of the answer to a question; nothing where it is not HTTP.
  Task<std::optional<HttpSeen>> answer(Question ask) {
    if (!co_await connected()) co_return std::nullopt;
    Observation seen;
    if (session_.endpoint.tls()) {
      const StageResult step =
          co_await shake_hands(channel_, session_.context.tls, session_.endpoint,
                               /*insecure=*/true, seen);
      if (step.fault != Fault::none) co_return std::nullopt;
    }
    co_await ask(channel_, session_.endpoint, seen);
    co_return seen.http;
  }

 private:
  Task<bool> connected() {
    const StageResult step = co_await connect_socket(session_, channel_, session_.peer);
    co_return step.fault == Fault::none;
  }

  Session& session_;
  Channel channel_;
};

Task<StageResult> ask_for_websocket(Channel& channel, const Endpoint& endpoint, Observation& seen) {
  WebSocket socket(channel);
  co_return co_await socket.upgrade(endpoint, /*authorization=*/"", seen);
}

/// What the peer answers on the session's own connection; nothing where it takes no more requests.
Task<std::optional<HttpSeen>> answer_here(Session& session, Clock::time_point limit) {
  if (!session.web_socket || !session.web_socket->takes_requests()) co_return std::nullopt;
  // A peer that forgets the connection leaves time for another one.
  const auto now = Clock::now();
  session.channel.give_up_at(now + (limit - now) / 2);
  Observation seen;
  co_await ask_admin(session.channel, session.endpoint, seen);
  co_return seen.http;
}

Task<Peer> admin_or(Peer otherwise, Session& session, Clock::time_point limit) {
  constexpr unsigned fine = 200;
  std::optional<HttpSeen> head = co_await answer_here(session, limit);
  if (!head) {
    Look look(session, limit);
    head = co_await look.answer(ask_admin);
  }
  // A web server may answer so wherever it is asked.
  constexpr std::string_view others[] = {"nginx", "openresty", "apache", "envoy", "caddy"};
  const std::string server = head ? to_lower(head->server) : std::string();
  const bool other = std::ranges::any_of(
      others, [&server](std::string_view name) { return server.starts_with(name); });
  co_return head && head->status == fine && !other ? Peer::admin : otherwise;
}

/// Whether a peer that closes every connection wants to hear first whom a proxy speaks for. What
/// such a proxy leads to need not speak HTTP, but behind the header it is waited for.
Task<bool> wants_header(Session& session, Clock::time_point limit) {
  {
    Look look(session, limit);
    if (co_await look.answers_behind_header()) co_return true;
  }
  {
    Look look(session, Clock::now() + glance);
    if (co_await look.waits_behind(no_header)) co_return false;
  }
  Look look(session, Clock::now() + glance);
  co_return co_await look.waits_behind(header);
}

/// A peer that closes every connection may want to hear something else first.
Task<Peer> closes_all(Session& session, Clock::time_point limit) {
  Observation& seen = session.seen;
  if (seen.fault != Fault::closed) co_return Peer::unknown;
  {
    Look look(session, limit);
    if (std::string said = co_await look.hears_http2(); !said.empty()) {
      seen.heard = std::move(said);
      co_return Peer::unknown;
    }
  }
  co_return co_await wants_header(session, limit) ? Peer::proxied : Peer::unknown;
}

Task<Peer> look_closer(Session& session, Clock::time_point limit) {
  const Observation& seen = session.seen;
  const bool http = seen.fault == Fault::http_status || is_http(seen.heard);
  if (http) co_return co_await admin_or(Peer::http, session, limit);
  if (!seen.heard.empty()) co_return Peer::unknown;
  if (!session.endpoint.tls()) {
    Look look(session, limit);
    if (co_await look.speaks_tls()) co_return Peer::tls;
  }
  if (session.endpoint.websocket()) co_return co_await closes_all(session, limit);
  Look look(session, limit);
  const auto head = co_await look.answer(ask_for_websocket);
  if (!head) co_return co_await closes_all(session, limit);
  if (head->switches()) {
    // A tcp transport may answer the preflight of its own clients so.
    const bool granted = equal_ignoring_case(head->upgrade, "websocket");
    co_return granted ? Peer::websocket : Peer::unknown;
  }
  co_return co_await admin_or(Peer::http, session, limit);
}

bool is_in_doubt(const Observation& seen) {
  if (seen.failed_at() == StageName::tls) return seen.fault == Fault::closed;
  switch (seen.fault) {
    case Fault::closed:
    case Fault::timed_out:
    case Fault::spoke:
    case Fault::http_status:
      return true;
    default:
      return false;
  }
}

}  // namespace

Task<void> identify_peer(Session& session, std::size_t stage) {
  ErrorCode brought_forward;
  co_await session.doubt.async_wait(returning(brought_forward));
  // Where the stage is not over yet, the peer keeps it waiting, and there is time to look.
  const bool over = session.seen.stages.size() > stage || session.seen.fault != Fault::none;
  if (session.endpoint.unix_socket() || (over && !is_in_doubt(session.seen))) co_return;
  const Peer peer = co_await look_closer(session, over ? Clock::now() + glance : session.limit);
  if (is_in_doubt(session.seen)) session.seen.peer = peer;
}

}  // namespace ampslint
