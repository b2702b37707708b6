#pragma once

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/role.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ampslint {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using ErrorCode = boost::system::error_code;
template <typename T>
using Task = asio::awaitable<T>;

/// One connection, plain or in TLS, TCP or a unix socket: a stream as Asio and Beast understand it,
/// that remembers the first bytes it heard and gives up at a time limit.
class Channel {
 public:
  using Socket = asio::generic::stream_protocol::socket;
  using Tls = asio::ssl::stream<Socket&>;
  using executor_type = Socket::executor_type;

  explicit Channel(asio::io_context& io) : socket_(io), timer_(io) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  executor_type get_executor() { return socket_.get_executor(); }
  Socket& socket() { return socket_; }
  /// From now on everything goes through TLS.
  Tls& begin_tls(asio::ssl::context& context) {
    return *(tls_ = std::make_unique<Tls>(socket_, context));
  }
  const Tls* tls() const { return tls_.get(); }

  /// Ends what waits at `when`, and all that is begun after it.
  void give_up_at(Clock::time_point when) { watch(when, true); }
  /// Ends what waits at `when`; the connection stays usable.
  void stop_waiting_at(Clock::time_point when) { watch(when, false); }
  /// The limit was what ended the last operation.
  bool timed_out() const { return timed_out_; }

  /// The first bytes that came since `hear_anew()`, at most `most_heard`.
  const std::string& heard() const { return heard_; }
  void hear_anew() { heard_.clear(); }
  static constexpr std::size_t most_heard = 512;

  Task<ErrorCode> write(std::string_view bytes);
  /// Appends what comes next to `into`.
  Task<ErrorCode> read_some(std::string& into);

  template <typename Buffers, typename Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    const auto start = [this](auto handler, const Buffers& into) {
      auto listen = [this, into, done = std::move(handler)](ErrorCode error,
                                                            std::size_t size) mutable {
        hear(into, size);
        std::move(done)(error, size);
      };
      if (tls_) {
        tls_->async_read_some(into, std::move(listen));
      } else {
        socket_.async_read_some(into, std::move(listen));
      }
    };
    return asio::async_initiate<Token, void(ErrorCode, std::size_t)>(start, token, buffers);
  }

  template <typename Buffers, typename Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    const auto start = [this](auto handler, const Buffers& from) {
      if (tls_) {
        tls_->async_write_some(from, std::move(handler));
      } else {
        socket_.async_write_some(from, std::move(handler));
      }
    };
    return asio::async_initiate<Token, void(ErrorCode, std::size_t)>(start, token, buffers);
  }

 private:
  template <typename Buffers>
  void hear(const Buffers& buffers, std::size_t size) {
    const std::size_t wanted = std::min(size, most_heard - heard_.size());
    std::string bytes(wanted, '\0');
    asio::buffer_copy(asio::buffer(bytes), buffers);
    heard_ += bytes;
  }
  void watch(Clock::time_point when, bool close);

  Socket socket_;
  std::unique_ptr<Tls> tls_;
  asio::steady_timer timer_;
  bool timed_out_ = false;
  std::string heard_;
  /// Handlers that come too late see that the channel is gone.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

/// Beast ends a WebSocket through these; a probe just closes its socket.
void teardown(boost::beast::role_type role, Channel& channel, ErrorCode& error);
template <typename Handler>
void async_teardown(boost::beast::role_type role, Channel& channel, Handler&& handler) {
  ErrorCode error;
  teardown(role, channel, error);
  asio::post(channel.get_executor(),
             [done = std::forward<Handler>(handler), error]() mutable { std::move(done)(error); });
}

inline void beast_close_socket(Channel& channel) {
  ErrorCode ignored;
  channel.socket().close(ignored);
}

/// An operation's error as a value.
inline auto returning(ErrorCode& error) { return asio::redirect_error(asio::use_awaitable, error); }

}  // namespace ampslint
