#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/describe/interface.hpp"

namespace ampslint {

/// The different kinds of values that the options take, each once: hundreds of rules are named by
/// several options.
class ValueKinds {
 public:
  explicit ValueKinds(const Interface& tool) { add(tool); }

  std::size_t number(const Choices& choices) const;
  const std::vector<Choices>& all() const { return kinds_; }

 private:
  void add(const Interface& command);

  std::vector<Choices> kinds_;
};

inline bool any_value(const Choices& choices) { return choices == Choices{}; }

inline bool is_pair(const Choices& choices) {
  return choices.second_files || !choices.second_words.empty();
}

/// In single quotes, as bash and zsh read them.
std::string shell_quoted(std::string_view text);

/// The words as an array of bash and zsh.
std::string array(const std::vector<std::string>& words);

}  // namespace ampslint
