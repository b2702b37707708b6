#include "cli/options/usage.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "base/printable.hpp"
#include "base/suggest.hpp"

namespace ampslint {

std::string meant(std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  return did_you_mean(word, views);
}

void refuse(std::string_view what, const std::string& word, const std::vector<std::string>& known) {
  throw UsageError{fmt::format("unknown {} '{}'{} (one of {})", what, printable(word),
                               meant(word, known), fmt::join(known, ", "))};
}

}  // namespace ampslint
