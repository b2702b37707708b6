#include "probe/stage_result.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/websocket/error.hpp>

namespace ampslint {
namespace {

/// A frame or an answer that is not as WebSocket has it.
bool is_of_websocket(const ErrorCode& error) {
  const ErrorCode any = boost::beast::websocket::error::closed;
  return error.category() == any.category();
}

Fault fault_of(const ErrorCode& error) {
  namespace errc = boost::system::errc;
  if (error == asio::error::eof || error == asio::ssl::error::stream_truncated ||
      error == boost::beast::websocket::error::closed) {
    return Fault::closed;
  }
  if (error.category() == asio::error::get_ssl_category()) return Fault::tls_failed;
  if (is_of_websocket(error)) return Fault::spoke;
  const boost::system::error_condition condition = error.default_error_condition();
  if (condition.category() != boost::system::generic_category()) return Fault::other;
  switch (static_cast<errc::errc_t>(condition.value())) {
    case errc::connection_refused:
      return Fault::refused;
    case errc::timed_out:
      return Fault::timed_out;
    case errc::host_unreachable:
    case errc::network_unreachable:
    case errc::network_down:
    case errc::address_family_not_supported:
      return Fault::unreachable;
    case errc::permission_denied:
    case errc::operation_not_permitted:
      return Fault::no_permission;
    case errc::no_such_file_or_directory:
    case errc::not_a_directory:
      return Fault::no_such_file;
    case errc::address_not_available:
    case errc::address_in_use:
      return Fault::no_local_address;
    case errc::connection_reset:
    case errc::connection_aborted:
    case errc::broken_pipe:
    case errc::not_connected:
      return Fault::closed;
    default:
      return Fault::other;
  }
}

}  // namespace

StageResult failed(const ErrorCode& error) {
  return {.fault = fault_of(error), .reason = error.message()};
}

StageResult failed(const Channel& channel, const ErrorCode& error) {
  return channel.timed_out() ? StageResult{.fault = Fault::timed_out} : failed(error);
}

}  // namespace ampslint
