#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.hpp"

namespace ampslint {

/// Finds the ignore that covers a place, for each rule by itself. A file that is included twice is
/// one file.
class Scopes {
 public:
  explicit Scopes(const Sources& sources);

  void add(std::uint16_t rule, Span scope, std::size_t suppression);
  /// To be called behind the last `add`.
  void sort();
  /// Of several ignores the innermost: one around the place itself, or around the `Include` that
  /// led there.
  std::optional<std::size_t> find(std::uint16_t rule, Span where) const;

 private:
  struct Scope {
    std::uint32_t begin;
    std::uint32_t end;
    std::size_t suppression;
    std::optional<std::size_t> wider = {};  ///< the nearest one before it that ends behind it
  };
  using Key = std::pair<std::uint32_t, std::uint16_t>;

  std::optional<std::size_t> find_here(std::uint16_t rule, Span where) const;

  const Sources& sources_;
  std::vector<std::uint32_t> files_;  ///< a number for each path, by source
  std::map<Key, std::vector<Scope>> scopes_;
};

}  // namespace ampslint
