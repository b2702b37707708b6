#include "check/element_paths.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

namespace ampslint {
namespace {

std::uint32_t end_of(const Element& element) {
  std::uint32_t end = std::max(element.name().where.end, element.name().in_end_tag().end);
  for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
    end = std::max({end, at->name.where.end, at->value.where.end});
  }
  return end;
}

/// A path holds so many bytes of an element's name and number: names may be of any length, and
/// stand in the path of everything below.
constexpr std::size_t longest_label = 256;

/// From its start tag to its end tag. An empty element ends with its last attribute.
Span extent_of(const Element& element) {
  const Span name = element.name().where;
  return {.source = name.source, .begin = name.begin - 1, .end = end_of(element)};
}

/// A step of a path: an element's name, and that of its `Name` where it is given.
struct Step {
  std::string_view element;
  std::string_view name;
};

/// A `/` in brackets is part of the name.
std::vector<Step> steps_of(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    const std::size_t bracket = std::min(path.find('['), path.size());
    std::size_t end = std::min(path.find('/'), path.size());
    Step step{.element = path.substr(0, std::min(bracket, end)), .name = {}};
    if (bracket < end) {
      const std::size_t closing = std::min(path.find(']', bracket), path.size());
      step.name = path.substr(bracket + 1, closing - bracket - 1);
      end = std::min(path.find('/', closing), path.size());
    }
    if (!step.element.empty()) steps.push_back(step);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return steps;
}

bool is_named(const Element& element, const Step& step) {
  if (element.name().value != step.element) return false;
  if (step.name.empty()) return true;
  const Element* name = element.child("Name");
  return name != nullptr && name->text().value == step.name;
}

}  // namespace

ElementPaths::ElementPaths(const LintResult& result) : inputs_(result.inputs) {
  for (const auto& instance : result.inputs.instances) {
    if (instance->document.root != nullptr) add(*instance->document.root, 1);
  }
}

void ElementPaths::add(const Element& element, std::uint32_t number) {
  elements_[element.name().where.source].push_back(&element);
  if (number > 1) numbers_[&element] = number;
  std::map<std::string_view, std::uint32_t> siblings;
  for (const Element& child : element.children()) add(child, ++siblings[child.name().value]);
}

std::string ElementPaths::label(const Element& element) const {
  std::string name(element.name().value);
  const Element* named = element.parent == nullptr ? nullptr : element.child("Name");
  if (named != nullptr && named->text()) {
    return fmt::format("{}[{}]", name, inputs_.shown(named->text().where));
  }
  const auto number = numbers_.find(&element);
  return number == numbers_.end() ? name : fmt::format("{}[{}]", name, number->second);
}

const ElementPaths::Known& ElementPaths::known(const Element& element) const {
  const auto [at, is_new] = known_.try_emplace(&element);
  if (is_new) {
    at->second = {.label = label(element), .end = end_of(element)};
    if (at->second.label.size() > longest_label) at->second.label.resize(longest_label);
  }
  return at->second;
}

std::string ElementPaths::at(Span where) const {
  const auto found = elements_.find(where.source);
  if (found == elements_.end()) return {};
  const auto begins = [](const Element* element) { return element->name().where.begin; };
  const auto after = std::ranges::upper_bound(found->second, where.begin, {}, begins);
  if (after == found->second.begin()) return {};
  const Element* element = *std::prev(after);
  // The last one to begin may have ended before: then one around it is meant.
  while (element != nullptr && element->name().where.source == where.source &&
         known(*element).end < where.begin) {
    element = element->parent;
  }
  std::string path;
  for (; element != nullptr; element = element->parent) {
    const std::string& step = known(*element).label;
    path = path.empty() ? step : fmt::format("{}/{}", step, path);
  }
  return path;
}

std::vector<Span> places_of(const Element& root, std::string_view path) {
  std::vector<Step> steps = steps_of(path);
  if (!steps.empty() && steps.front().element == root.name().value) steps.erase(steps.begin());
  std::vector<const Element*> found{&root};
  for (const Step& step : steps) {
    std::vector<const Element*> below;
    for (const Element* element : found) {
      for (const Element& child : element->children()) {
        if (is_named(child, step)) below.push_back(&child);
      }
    }
    found = std::move(below);
  }
  std::vector<Span> places;
  for (const Element* element : found) places.push_back(extent_of(*element));
  return places;
}

}  // namespace ampslint
