#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/observation.hpp"
#include "probe/endpoint.hpp"

namespace ampslint {

/// A logon message as the clients send it, in the string's protocol ("The wire" of the client
/// facts; observed).
std::string logon_message(const Endpoint& endpoint, std::string_view client_name);

/// The answer to it, if `message` is one: other messages of a server are none.
std::optional<LogonSeen> read_acknowledgement(std::string_view message, std::string_view protocol);

/// Whether that can be a message of the protocol at all.
bool is_message(std::string_view message, std::string_view protocol);

/// The four bytes of a frame's length, big endian, and the message.
std::string framed(std::string_view message);

/// Puts a stream of frames together again.
class FrameReader {
 public:
  void add(std::string_view bytes);
  /// The next whole message, as it stands until more is added.
  std::optional<std::string_view> next();
  /// The stream is none of frames: a length that no answer to a logon has.
  bool is_nonsense() const;

 private:
  std::optional<std::size_t> length() const;

  std::string bytes_;
  std::size_t read_ = 0;  ///< so many of them
};

}  // namespace ampslint
