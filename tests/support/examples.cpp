#include "support/examples.hpp"

#include <algorithm>
#include <utility>

#include "check/rule.hpp"

namespace ampslint::testing {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The bytes of a line between its first `>` and the next `<`.
std::pair<std::size_t, std::size_t> value_in(const std::string& line) {
  const std::size_t open = line.find('>');
  const std::size_t close = open == line.npos ? open : line.find("</", open);
  if (close == line.npos) return {0, 0};
  return {open + 1, close - open - 1};
}

}  // namespace

std::vector<PageText> page_texts() {
  std::vector<PageText> texts;
  for (const NamedRule& rule : all_rules()) {
    PageText current{.rule = rule.id, .configuration = {}, .clients = {}};
    std::string* open = nullptr;
    for (const std::string& line : lines_of(rule.page)) {
      if (line == "```") {
        if (open == &current.clients || (open != nullptr && current.clients.empty())) {
          texts.push_back(current);
        }
        open = nullptr;
      } else if (line == "```xml instance") {
        current.configuration.clear();
        current.clients.clear();
        open = &current.configuration;
      } else if (line == "```text client") {
        current.clients.clear();
        open = &current.clients;
      } else if (open != nullptr) {
        open->append(line).append("\n");
      }
    }
  }
  return texts;
}

std::string mutated(const std::string& text, Dealer& dealer) {
  std::vector<std::string> lines = lines_of(text);
  for (std::size_t times = dealer.below(4); times > 0 && lines.size() > 2; --times) {
    const std::size_t at = dealer.below(lines.size());
    const std::size_t other = dealer.below(lines.size());
    const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
    const auto [begin, size] = value_in(lines[at]);
    const auto [from, length] = value_in(lines[other]);
    if (size == 0) continue;  // a tag alone: the rest would be no XML
    if (length > 0 && !dealer.one_in(4)) {
      lines[at].replace(begin, size, lines[other].substr(from, length));
    } else if (dealer.one_in(2)) {
      lines.erase(place);
    } else {
      lines.insert(place, std::string(lines[at]));
    }
  }
  std::string joined;
  for (const std::string& line : lines) joined.append(line).append("\n");
  return joined;
}

}  // namespace ampslint::testing
