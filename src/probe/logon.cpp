#include "probe/logon.hpp"

#include <fmt/core.h>
#include <sys/socket.h>
#include <unistd.h>

#include "probe/deflate.hpp"
#include "probe/http.hpp"
#include "probe/wire.hpp"

namespace ampslint {
namespace {

/// A frame that announces one more message, little endian, as the JavaScript client sends it.
constexpr std::string_view one_message_follows{"\x01\x00\x00\x00", 4};

/// As the JavaScript client sends its credentials once more.
std::string authorization(Session& session) {
  const Credentials& credentials = session.endpoint.credentials;
  const bool wanted = session.context.options.logon &&
                      session.endpoint.wire == Wire::web_messages && !credentials.user.empty() &&
                      may_send_credentials(session);
  if (!wanted) return {};
  return "Basic " + basic_authorization(credentials).reveal();
}

StageResult checked(Session& session, const LogonSeen& answer) {
  session.seen.logon = answer;
  session.seen.logon->with_credentials = !session.endpoint.credentials.password.empty();
  session.seen.logon->with_user = !session.endpoint.credentials.user.empty();
  if (answer.status == "success") return {.detail = fmt::format("AMPS {}", answer.version)};
  if (answer.status == "retry") return {.fault = Fault::challenged, .reason = answer.reason};
  return {.fault = Fault::rejected, .reason = answer.reason};
}

StageResult nonsense(Session& session, std::string_view heard) {
  session.seen.heard = heard.substr(0, Channel::most_heard);
  return {.fault = Fault::spoke, .reason = "no AMPS message"};
}

StageResult broken_off(Session& session, const ErrorCode& error) {
  session.seen.heard = session.channel.heard();
  return failed(session.channel, error);
}

/// Frames over whatever carries them; both ends may be compressed.
class FrameTalk {
 public:
  explicit FrameTalk(Session& session) : session_(session) {
    if (session.endpoint.compression != Compression::none) {
      deflate_.emplace(session.endpoint.compression);
    }
  }

  Task<StageResult> log_on(std::string message) {
    ErrorCode error = co_await send(framed(message));
    std::string received;
    while (!error) {
      std::string bytes;
      error = co_await receive(bytes);
      if (received.size() < Channel::most_heard) received += bytes;
      const std::optional<std::string> plain = deflate_ ? deflate_->inflated(bytes) : bytes;
      if (!plain) co_return nonsense(session_, received);
      frames_.add(*plain);
      while (const std::optional<std::string_view> answer = frames_.next()) {
        if (co_await has_run_out(answer->size())) {
          co_return StageResult{.fault = Fault::timed_out};
        }
        if (!is_message(*answer, session_.endpoint.protocol)) {
          co_return nonsense(session_, *answer);
        }
        const auto seen = read_acknowledgement(*answer, session_.endpoint.protocol);
        if (seen) co_return checked(session_, *seen);
      }
      if (frames_.is_nonsense()) co_return nonsense(session_, received);
    }
    co_return broken_off(session_, error);
  }

 private:
  /// A few bytes may stand for any number of messages. Between them others get their turn, the
  /// channel's time limit among them; whether that has passed.
  Task<bool> has_run_out(std::size_t message) {
    constexpr std::size_t a_turn = 64U << 10U;
    constexpr std::size_t of_any = 64;
    read_ += message + of_any;
    if (read_ >= a_turn) {
      read_ = 0;
      co_await asio::post(session_.context.io, asio::use_awaitable);
    }
    co_return session_.channel.timed_out() || Clock::now() >= session_.limit;
  }

  Task<ErrorCode> send(std::string frame) {
    if (deflate_) frame = deflate_->compressed(frame);
    if (session_.web_socket) co_return co_await session_.web_socket->write(frame, true);
    co_return co_await session_.channel.write(frame);
  }
  Task<ErrorCode> receive(std::string& bytes) {
    return session_.web_socket ? session_.web_socket->read(bytes)
                               : session_.channel.read_some(bytes);
  }

  Session& session_;
  std::optional<Deflate> deflate_;
  FrameReader frames_;
  std::size_t read_ = 0;  ///< bytes since others had their turn
};

Task<StageResult> log_on_in_web_messages(Session& session, std::string message) {
  WebSocket& socket = *session.web_socket;
  const bool text = session.endpoint.message_type == "json";
  ErrorCode error = co_await socket.write(text ? "text" : "binary", false);
  if (!error) error = co_await socket.write(one_message_follows, true);
  if (!error) error = co_await socket.write(message, false);
  while (!error) {
    std::string answer;
    error = co_await socket.read(answer);
    if (error) break;
    const auto seen = read_acknowledgement(answer, "amps");
    if (seen) co_return checked(session, *seen);
    const bool counts = answer.size() == one_message_follows.size();
    if (!counts && !is_message(answer, "amps")) co_return nonsense(session, answer);
  }
  co_return broken_off(session, error);
}

std::string random_name(ProbeContext& context) {
  return fmt::format("ampslint-probe-{:016x}", context.random());
}

/// What is sent over a unix socket never leaves the kernel, but anyone may listen at one.
bool listens_for_us(Session& session) {
  if (!session.endpoint.unix_socket()) return false;
  ucred peer{};
  socklen_t size = sizeof(peer);
  const int socket = session.channel.socket().native_handle();
  const bool known = ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
  return known && (peer.uid == 0 || peer.uid == ::geteuid());
}

}  // namespace

bool may_send_credentials(Session& session) {
  if (!session.endpoint.entrusted) return false;
  const ProbeOptions& options = session.context.options;
  const bool verified = session.endpoint.tls() && !options.insecure;
  return options.insecure_credentials || verified || listens_for_us(session);
}

Task<StageResult> upgrade(Session& session) {
  session.channel.give_up_at(session.limit);
  if (session.endpoint.preflight) {
    co_return co_await send_preflight(session.channel, session.endpoint, session.seen);
  }
  session.web_socket = std::make_unique<WebSocket>(session.channel);
  co_return co_await session.web_socket->upgrade(session.endpoint, authorization(session),
                                                 session.seen);
}

Task<StageResult> log_on(Session& session) {
  if (!session.endpoint.credentials.password.empty() && !may_send_credentials(session)) {
    session.seen.not_entrusted = !session.endpoint.entrusted;
    co_return StageResult{.fault = Fault::withheld};
  }
  session.channel.give_up_at(session.limit);
  session.channel.hear_anew();
  std::string message = logon_message(session.endpoint, random_name(session.context));
  if (session.endpoint.wire == Wire::web_messages) {
    co_return co_await log_on_in_web_messages(session, std::move(message));
  }
  FrameTalk talk(session);
  co_return co_await talk.log_on(std::move(message));
}

}  // namespace ampslint
