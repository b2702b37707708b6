#include "cli/describe/value_kinds.hpp"

#include <algorithm>

namespace ampslint {

std::size_t ValueKinds::number(const Choices& choices) const {
  return static_cast<std::size_t>(std::ranges::find(kinds_, choices) - kinds_.begin());
}

void ValueKinds::add(const Interface& command) {
  for (const Offered& option : command.options) {
    const bool known = number(option.choices) < kinds_.size();
    if (!known && !any_value(option.choices)) kinds_.push_back(option.choices);
  }
  for (const Interface& inner : command.commands) add(inner);
}

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string array(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + shell_quoted(word);
  return "(" + out + ")";
}

}  // namespace ampslint
