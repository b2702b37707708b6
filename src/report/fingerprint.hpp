#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"

namespace ampslint {

/// GitHub's `primaryLocationLineHash`: by it, code scanning knows an alert again after lines have
/// moved. GitHub's own uploader computes the same, and complains of every result that carries
/// another value.
class LineHashes {
 public:
  /// Hashes the `lines` (numbers from 1, as GitHub counts: a lone carriage return ends a line too).
  /// `secrets` are places in `text`, in any order.
  LineHashes(std::string_view text, std::vector<Range> secrets, std::vector<std::uint32_t> lines);

  /// `hash:occurrence`; empty for a line that was not asked for, and for one whose hash takes in a
  /// secret: a short password could be computed back from it. The uploader then fills it in.
  std::string at(std::uint32_t line) const;

 private:
  std::map<std::uint32_t, std::string> hashes_;
};

/// 64-bit FNV-1a, for fingerprints of our own.
std::uint64_t fnv1a(std::string_view text);

}  // namespace ampslint
