#include "check/element_path.hpp"

#include <algorithm>

namespace ampslint {
namespace {

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
  if (element.name.value != step.element) return false;
  if (step.name.empty()) return true;
  const Element* name = element.child("Name");
  return name != nullptr && name->text.value == step.name;
}

/// From its start tag to its end tag. An empty element ends with its last attribute.
Span extent_of(const Element& element) {
  Span extent = element.name.where;
  --extent.begin;
  for (const Attribute* at = element.attributes; at != nullptr; at = at->next) {
    extent.end = std::max(extent.end, at->value.where.end);
  }
  extent.end = std::max(extent.end, element.end_name.end);
  return extent;
}

}  // namespace

std::vector<Span> places_of(const Element& root, std::string_view path) {
  std::vector<Step> steps = steps_of(path);
  if (!steps.empty() && steps.front().element == root.name.value) steps.erase(steps.begin());
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
