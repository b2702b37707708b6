#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampslint/names.hpp"

// What may stand where in a configuration: for editors.
namespace ampslint::api {

/// An element around a place, and the values of its children, as far as they are known.
struct AroundElement {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> children = {};
};

/// What is known of an element at its place.
struct ElementInfo {
  std::string_view name;
  std::string help;                            ///< as `explain` writes it
  std::vector<std::string_view> choices = {};  ///< what its text may be, where that is a few words
  std::optional<NameKind> names = {};          ///< what its text is the name of
  std::string_view default_value = {};
  std::string_view since = {};
  bool holds_elements = false;
  bool many = false;      ///< it may stand there any number of times
  bool required = false;  ///< it must stand there
  bool advised = true;    ///< neither obsolete nor an older spelling
};

/// The elements that may stand within the last of these, which are those around it from the root
/// on. None where that is not known.
std::vector<ElementInfo> elements_in(std::span<const AroundElement> around);

/// The options that a kind of client takes in a string with such a scheme.
std::vector<std::string_view> string_options(std::string_view client_kind, std::string_view scheme);

}  // namespace ampslint::api
