#include "support/translations.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

/// A pattern may hold colons of its own: the first part that is a pattern counts.
void read_original(Translation& made) {
  constexpr auto most_colons = 16;
  if (std::ranges::count(made.names, ':') > most_colons) {
    made.undecided = true;
    return;
  }
  for (std::size_t at = made.names.find(':'); at != std::string_view::npos;
       at = made.names.find(':', at + 1)) {
    if (pattern_fault(made.names.substr(0, at))) continue;
    made.original = made.names.substr(0, at);
    return;
  }
}

Translation read(const Text& text, bool conflated) {
  Translation made{.text = text, .conflated = conflated, .names = text.value};
  if (conflated) {
    const std::size_t last = std::min(text.value.rfind(':'), text.value.size());
    made.names = text.value.substr(0, last);
    made.interval = text.value.substr(std::min(last + 1, text.value.size()));
  }
  const std::size_t colon = made.names.find(':');
  if (colon == std::string_view::npos || colon == 0 || made.names.ends_with(':')) made.names = {};
  if (!made.names.empty()) read_original(made);
  return made;
}

}  // namespace

std::vector<Translation> translations(const Instance& instance) {
  std::vector<Translation> all;
  for (const SchemaNode& node : instance.nodes) {
    const bool conflated = node.model()->name == "amps-conflated-topic-translator";
    if (!conflated && node.model()->name != "amps-topic-translator") continue;
    if (node.schema == nullptr || node.schema->name != "Topic") continue;
    if (is_known(node.element->text())) all.push_back(read(node.element->text(), conflated));
  }
  return all;
}

}  // namespace ampslint
