#include "check/element_paths.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

namespace ampslint {
namespace {

std::uint32_t end_of(const Element& element) {
  std::uint32_t end = std::max(element.name.where.end, element.end_name.end);
  for (const Attribute* at = element.attributes; at != nullptr; at = at->next) {
    end = std::max({end, at->name.where.end, at->value.where.end});
  }
  return end;
}

}  // namespace

ElementPaths::ElementPaths(const Outcome& outcome) : sources_(outcome.sources) {
  for (const auto& instance : outcome.instances) {
    if (instance->document.root != nullptr) add(*instance->document.root, 1);
  }
}

void ElementPaths::add(const Element& element, std::uint32_t number) {
  elements_[element.name.where.source].push_back(&element);
  if (number > 1) numbers_[&element] = number;
  std::map<std::string_view, std::uint32_t> siblings;
  for (const Element& child : element.children()) add(child, ++siblings[child.name.value]);
}

std::string ElementPaths::label(const Element& element) const {
  std::string name(element.name.value);
  const Element* named = element.parent == nullptr ? nullptr : element.child("Name");
  if (named != nullptr && named->text) {
    return fmt::format("{}[{}]", name, sources_.shown(named->text.where));
  }
  const auto number = numbers_.find(&element);
  return number == numbers_.end() ? name : fmt::format("{}[{}]", name, number->second);
}

std::string ElementPaths::at(Span where) const {
  const auto found = elements_.find(where.source);
  if (found == elements_.end()) return {};
  const auto begins = [](const Element* element) { return element->name.where.begin; };
  const auto after = std::ranges::upper_bound(found->second, where.begin, {}, begins);
  if (after == found->second.begin()) return {};
  const Element* element = *std::prev(after);
  // The last one to begin may have ended before: then one around it is meant.
  while (element != nullptr && element->name.where.source == where.source &&
         end_of(*element) < where.begin) {
    element = element->parent;
  }
  std::string path;
  for (; element != nullptr; element = element->parent) {
    path = path.empty() ? label(*element) : fmt::format("{}/{}", label(*element), path);
  }
  return path;
}

}  // namespace ampslint
