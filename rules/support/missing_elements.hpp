#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// What stands in the place of a required element that is missing.
enum class Instead : std::uint8_t {
  nothing,
  misspelt,   ///< an unknown child with nearly the same name
  nested,     ///< an unknown child that holds the element
  attribute,  ///< an attribute of its parent with that name
  unknown,    ///< an option of a module that the schema does not know
};

/// An element that the schema demands and that is not there.
struct Missing {
  const Element* parent = nullptr;
  const SchemaElement* schema = nullptr;
  const ContentModel* model = nullptr;  ///< the parent's
  std::string_view variant;             ///< the parent's
  Instead instead = Instead::nothing;
  const Element* child = nullptr;  ///< the misspelt one, or the one that holds it
  const Attribute* attribute = nullptr;
  const ContentModel* options = nullptr;  ///< of its parent's module, where `Options` are missing
};

/// Calls `use` with each, in the order of the parents.
void for_each_missing(const Instance& instance, const std::function<void(const Missing&)>& use);

/// A child of that name is there, or may be: it is misspelt, or among what could not be read.
bool may_have(const Element& parent, std::string_view name);

}  // namespace ampslint
