#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "probe/endpoint.hpp"
#include "probe/stage_result.hpp"

namespace ampslint {

/// The client's end of a WebSocket on a channel.
class WebSocket {
 public:
  explicit WebSocket(Channel& channel);
  ~WebSocket();
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  /// `authorization`: the value of that header, or empty.
  Task<StageResult> upgrade(const Endpoint& endpoint, const std::string& authorization,
                            Observation& seen);
  /// The peer declined the upgrade, and would answer another HTTP request on the channel.
  bool takes_requests() const { return takes_requests_; }
  Task<ErrorCode> write(std::string_view message, bool binary);
  /// One message, of at most `most_bytes`.
  Task<ErrorCode> read(std::string& message);

  static constexpr std::size_t most_bytes = 1U << 20U;

 private:
  struct Stream;

  Channel& channel_;
  std::unique_ptr<Stream> stream_;
  bool takes_requests_ = false;
};

}  // namespace ampslint
