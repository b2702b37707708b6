#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"

namespace ampslint {

/// Values that nobody may see, as they are and as JSON, URIs, XML and base64 write them.
class SecretValues {
 public:
  void add(std::string_view value);
  bool empty() const { return forms_.empty() && words_.empty(); }
  /// The bytes of the longest form: what stands farther apart is not of one value.
  std::size_t longest() const { return longest_; }
  /// Where they stand in a text: sorted and disjoint.
  std::vector<Range> find(std::string_view text) const;

 private:
  /// The length of the longest form that a text begins with, or 0.
  std::size_t length_at(std::string_view text) const;

  std::set<std::string, std::less<>> forms_;
  std::size_t longest_ = 0;
  std::vector<bool> beginnings_;  ///< what forms begin with, as a small number
  /// Too short to be looked for within other words, which they would blank out.
  std::set<std::string, std::less<>> words_;
};

/// Whether a message would hardly hold this value by chance.
bool is_distinctive(std::string_view value);

}  // namespace ampslint
