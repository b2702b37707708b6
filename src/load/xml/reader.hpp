#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/source.hpp"
#include "load/defect.hpp"

namespace ampslint {

/// A general entity of the internal DTD subset.
struct Entity {
  Span value;            ///< between the quotes of its declaration
  bool internal = true;  ///< false: SYSTEM or PUBLIC, never fetched
};

/// What one pass over a file's text learns of it.
struct WellFormed {
  bool readable = true;  ///< false: the element structure is broken; do not build a tree
  std::map<std::string, Entity, std::less<>> entities;
  std::uint32_t roots = 0;
  std::size_t markup = 0;  ///< elements, attributes and entities
};

/// Whether an included file may have more than one root element (told as a note, not as an error).
enum class Roots : std::uint8_t { one, several };

/// Checks the whole of a source against XML 1.0 (fifth edition), not against a DTD, and tells every
/// defect it can, each at the exact bytes. Faults that do not break the element structure leave it
/// readable.
WellFormed check_well_formed(const Sources& sources, SourceId id, Roots roots, Defects& defects);

}  // namespace ampslint
