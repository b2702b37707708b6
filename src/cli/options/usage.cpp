#include "cli/options/usage.hpp"

#include <algorithm>

#include "base/suggest.hpp"

namespace ampslint {

void check_known(std::string_view what, const std::string& word,
                 const std::vector<std::string>& known) {
  if (std::ranges::find(known, word) != known.end()) return;
  throw UsageError{unknown_word(what, word, known)};
}

}  // namespace ampslint
