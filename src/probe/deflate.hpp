#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "probe/endpoint.hpp"

namespace ampslint {

/// Both directions of a compressed connection: one stream each, flushed behind every message.
class Deflate {
 public:
  /// Not for `Compression::none`.
  explicit Deflate(Compression kind);
  ~Deflate();
  Deflate(const Deflate&) = delete;
  Deflate& operator=(const Deflate&) = delete;

  std::string compressed(std::string_view bytes);
  /// Nothing if that is not such a stream, or more than `most_bytes` comes of it.
  std::optional<std::string> inflated(std::string_view bytes);

  static constexpr std::size_t most_bytes = 4U << 20U;

 private:
  struct Streams;
  std::unique_ptr<Streams> streams_;
};

}  // namespace ampslint
