#include "cli/options/usage.hpp"

#include <algorithm>

#include "base/suggest.hpp"

namespace ampslint {

void check_known(std::string_view what, const std::string& word,
                 const std::vector<std::string>& known) {
  if (std::ranges::find(known, word) != known.end()) return;
  throw UsageError{unknown_word(what, word, known)};
}

bool was_given(const CLI::App& command, const char* option) {
  return std::ranges::any_of(command.parse_order(),
                             [option](const CLI::Option* one) { return one->check_name(option); });
}

}  // namespace ampslint
