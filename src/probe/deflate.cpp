#include "probe/deflate.hpp"

#include <zlib.h>

#include <array>

namespace ampslint {
namespace {

constexpr int window_bits = 15;
constexpr int memory_level = 8;

/// zlib takes no const pointer, but does not write.
Bytef* bytes_of(std::string_view text) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
}

}  // namespace

struct Deflate::Streams {
  z_stream out{};
  z_stream in{};
};

Deflate::Deflate(Compression kind) : streams_(std::make_unique<Streams>()) {
  const int window = kind == Compression::raw_deflate ? -window_bits : window_bits;
  deflateInit2(&streams_->out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, memory_level,
               Z_DEFAULT_STRATEGY);
  inflateInit2(&streams_->in, window);
}

Deflate::~Deflate() {
  deflateEnd(&streams_->out);
  inflateEnd(&streams_->in);
}

std::string Deflate::compressed(std::string_view bytes) {
  z_stream& stream = streams_->out;
  stream.next_in = bytes_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<Bytef, 4096> piece{};
  do {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    deflate(&stream, Z_SYNC_FLUSH);
    out.append(piece.begin(), piece.end() - stream.avail_out);
  } while (stream.avail_out == 0);
  return out;
}

std::optional<std::string> Deflate::inflated(std::string_view bytes) {
  z_stream& stream = streams_->in;
  stream.next_in = bytes_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<Bytef, 4096> piece{};
  int status = Z_OK;
  do {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    status = inflate(&stream, Z_SYNC_FLUSH);
    out.append(piece.begin(), piece.end() - stream.avail_out);
    if (out.size() > most_bytes) return std::nullopt;
  } while (status == Z_OK && stream.avail_out == 0);
  const bool fine = status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR;
  return fine ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace ampslint
