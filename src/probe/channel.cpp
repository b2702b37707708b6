#include "probe/channel.hpp"

#include <array>
#include <boost/asio/write.hpp>

namespace ampslint {

void Channel::watch(Clock::time_point when, bool close) {
  timed_out_ = false;
  timer_.expires_at(when);
  timer_.async_wait([this, close, alive = std::weak_ptr(alive_)](ErrorCode cancelled) {
    // A handler that was already on its way when the limit was set anew is not meant any more.
    if (cancelled || alive.expired() || timer_.expiry() > Clock::now()) return;
    timed_out_ = true;
    ErrorCode ignored;
    if (close) {
      socket_.close(ignored);
    } else {
      socket_.cancel(ignored);
    }
  });
}

Task<ErrorCode> Channel::write(std::string_view bytes) {
  ErrorCode error;
  co_await asio::async_write(*this, asio::buffer(bytes), returning(error));
  co_return error;
}

Task<ErrorCode> Channel::read_some(std::string& into) {
  std::array<char, 4096> bytes{};
  ErrorCode error;
  const std::size_t size = co_await async_read_some(asio::buffer(bytes), returning(error));
  into.append(bytes.data(), size);
  co_return error;
}

void teardown(boost::beast::role_type /*role*/, Channel& channel, ErrorCode& error) {
  channel.socket().close(error);
}

}  // namespace ampslint
