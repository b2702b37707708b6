#include "base/sha256.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace ampslint {
namespace {

using Word = std::uint32_t;

constexpr std::size_t block_size = 64;

/// The first bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<Word, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

class Sha256 {
 public:
  void add(const char* block) {
    std::array<Word, 64> words{};
    for (std::size_t i = 0; i < 16; ++i) words[i] = word_at(block + 4 * i);
    for (std::size_t i = 16; i < words.size(); ++i) {
      const Word a = words[i - 15];
      const Word b = words[i - 2];
      words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3U)) + words[i - 7] +
                 (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10U));
    }
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Word sum = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                       ((e & f) ^ (~e & g)) + round_constants[i] + words[i];
      const Word more =
          (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + sum;
      d = c;
      c = b;
      b = a;
      a = sum + more;
    }
    const std::array<Word, 8> after{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < after.size(); ++i) state_[i] += after[i];
  }

  std::string digits() const {
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    std::string text;
    for (const Word word : state_) {
      for (unsigned shift = 32; shift > 0;) {
        shift -= 4;
        text += hexadecimal[(word >> shift) & 0xFU];
      }
    }
    return text;
  }

 private:
  static Word word_at(const char* bytes) {
    Word word = 0;
    for (int i = 0; i < 4; ++i) word = (word << 8U) | static_cast<unsigned char>(bytes[i]);
    return word;
  }

  std::array<Word, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                             0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

}  // namespace

std::string sha256(std::string_view bytes) {
  Sha256 made;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (; bytes.size() >= block_size; bytes.remove_prefix(block_size)) made.add(bytes.data());
  // What is left, a bit, zeros, and the number of bits.
  std::array<char, 2 * block_size> rest{};
  std::memcpy(rest.data(), bytes.data(), bytes.size());
  rest[bytes.size()] = '\x80';
  const std::size_t end = bytes.size() + 9 > block_size ? 2 * block_size : block_size;
  for (std::size_t i = 0; i < 8; ++i) {
    rest[end - 1 - i] = static_cast<char>((bits >> (8 * i)) & 0xFFU);
  }
  for (std::size_t at = 0; at < end; at += block_size) made.add(rest.data() + at);
  return made.digits();
}

}  // namespace ampslint
