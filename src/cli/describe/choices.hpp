#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// What may be given as the value of an option.
struct Choices {
  std::vector<std::string> words;  ///< empty: anything
  bool files = false;
  std::vector<std::string> second_words = {};  ///< of `WORD=…`
  bool second_files = false;                   ///< `WORD=FILE`

  friend bool operator==(const Choices&, const Choices&) = default;
};

/// Those of an option by what its help calls the value (`KIND`, `FORMAT[=FILE]`), of `probe` or of
/// another command. Names of values that are not known here take anything.
Choices choices_of(std::string_view value, bool probe = false);

/// "a, b or c".
std::string either(const std::vector<std::string>& words);

}  // namespace ampslint
