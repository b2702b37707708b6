#include "probe/websocket.hpp"

#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "probe/http.hpp"

namespace ampslint {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

struct WebSocket::Stream {
  websocket::stream<Channel&, false> on;
};

WebSocket::WebSocket(Channel& channel)
    : channel_(channel), stream_(new Stream{websocket::stream<Channel&, false>(channel)}) {
  stream_->on.read_message_max(most_bytes);
}

WebSocket::~WebSocket() = default;

Task<StageResult> WebSocket::upgrade(const Endpoint& endpoint, const std::string& authorization,
                                     Observation& seen) {
  if (!may_be_requested(endpoint.path)) co_return not_requested();
  if (!authorization.empty()) {
    stream_->on.set_option(
        websocket::stream_base::decorator([authorization](websocket::request_type& request) {
          request.set(beast::http::field::authorization, authorization);
        }));
  }
  channel_.hear_anew();
  websocket::response_type answer;
  ErrorCode error;
  co_await stream_->on.async_handshake(answer, endpoint.http_host, endpoint.path, returning(error));
  const ErrorCode wrong = websocket::error::upgrade_declined;
  if (error && error.category() != wrong.category()) co_return no_answer(channel_, error, seen);
  StageResult step = check_answer(channel_, answer.base(), seen);
  takes_requests_ = error == wrong && !answer.need_eof();
  // A 101 that accepts something else than a WebSocket, or another client's.
  if (error && step.fault == Fault::none) {
    step = {.fault = Fault::http_status, .reason = error.message()};
  }
  co_return step;
}

Task<ErrorCode> WebSocket::write(std::string_view message, bool binary) {
  stream_->on.binary(binary);
  ErrorCode error;
  co_await stream_->on.async_write(asio::buffer(message), returning(error));
  co_return error;
}

Task<ErrorCode> WebSocket::read(std::string& message) {
  beast::flat_buffer buffer;
  ErrorCode error;
  co_await stream_->on.async_read(buffer, returning(error));
  message = beast::buffers_to_string(buffer.data());
  co_return error;
}

}  // namespace ampslint
