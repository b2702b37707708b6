#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "check/run.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {

/// What a clean string came to: compatible with that transport, nothing said of it.
struct CachedVerdict {
  ClientKind kind = ClientKind::cpp;
  const Transport* transport = nullptr;
};

/// Clean strings that were checked before. One that differs from them in nothing but the name of
/// its host comes to the same, as no rule distinguishes ordinary names; a long list has few others.
class VerdictCache {
 public:
  /// `hosts_matter`: it is known what some hosts lead to, so that only equal strings come to the
  /// same. `most`: so many are kept, of some 250 bytes each.
  VerdictCache(bool hosts_matter, std::size_t most) : hosts_matter_(hosts_matter), most_(most) {}

  /// Null: none is known.
  const CachedVerdict* find(const StringInput& given) const;
  /// `client`: the same string, read.
  void add(const StringInput& given, const ConnectionString& client, const Transport& transport);

 private:
  /// A string without what is left out of it; all of it stands in `before` where that is nothing.
  struct Key {
    std::string_view before;
    std::string_view behind;
    GivenClient client;

    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };

  /// The name of the host, where any other would do; else empty.
  std::string_view left_out(const StringInput& given) const;
  static Key key_of(const StringInput& given, std::string_view left_out);

  bool hosts_matter_;
  std::size_t most_;
  std::deque<std::string> texts_;  ///< of the keys
  std::unordered_map<Key, CachedVerdict, Hash> known_;
};

}  // namespace ampslint
