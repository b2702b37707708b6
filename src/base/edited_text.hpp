#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// Puts `text` in the place of the bytes [begin, end).
struct Replacement {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;

  friend auto operator<=>(const Replacement&, const Replacement&) = default;
};

/// Whether two replacements cannot be made together: they overlap, or it would depend on their
/// order what comes out.
bool conflict(const Replacement& a, const Replacement& b);

/// A text after replacements, which are sorted and do not conflict.
std::string with_replacements(std::string_view text, const std::vector<Replacement>& replacements);

/// A text, and what became of it by several rounds of replacements.
class EditedText {
 public:
  explicit EditedText(std::string original);

  /// Replaces parts of the text as it is now; sorted, without conflicts.
  void apply(const std::vector<Replacement>& replacements);

  const std::string& original() const { return original_; }
  std::string text() const { return with_replacements(original_, replaced_); }
  /// What differs from the original, in its offsets: sorted, with something left between each two.
  const std::vector<Replacement>& replaced() const { return replaced_; }
  /// Where a byte of the text stood in the original; in what is new, where that begins.
  std::size_t original_offset(std::size_t offset) const;
  /// The number of that line of the original, from 0.
  std::size_t original_line(std::size_t offset) const;

 private:
  /// The bytes [begin, end) of the text as it is now.
  struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  /// Where `at`, which lies between the replacements before `next` and that one, was originally.
  std::size_t original_before(std::size_t next, std::size_t at) const;
  void find_places();

  std::string original_;
  std::vector<std::size_t> line_feeds_;  ///< of the original
  std::vector<Replacement> replaced_;
  std::vector<Place> places_;  ///< of their texts
};

}  // namespace ampslint
