#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// A mistake on the command line.
struct UsageError {
  std::string what;
};

/// "; did you mean 'x'?", or nothing.
std::string meant(std::string_view word, const std::vector<std::string>& known);

/// Throws that a word is no `what`, with the nearest that is one.
[[noreturn]] void refuse(std::string_view what, const std::string& word,
                         const std::vector<std::string>& known);

/// What a word was understood as; refuses it where that is nothing.
template <typename T>
T named(std::string_view what, const std::string& word, std::optional<T> found,
        const std::vector<std::string>& known) {
  if (!found) refuse(what, word, known);
  return *found;
}

}  // namespace ampslint
