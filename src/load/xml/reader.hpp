#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"
#include "base/source.hpp"
#include "load/defect.hpp"

namespace ampslint {

/// The entities that XML knows by itself, and what they stand for.
inline constexpr std::array<std::string_view, 5> predefined_entities{"amp", "lt", "gt", "quot",
                                                                     "apos"};
inline constexpr std::string_view predefined_signs = "&<>\"'";

/// A general entity of the internal DTD subset.
struct Entity {
  Range value;           ///< between the quotes of its declaration
  bool internal = true;  ///< false: SYSTEM or PUBLIC, never fetched
};

/// Where an element stands.
struct ElementNote {
  std::uint32_t name = 0;      ///< in the start tag
  std::uint32_t end_name = 0;  ///< in the end tag; 0 for `<Name/>`
  std::uint32_t end = 0;       ///< behind it all; of one that nothing closes, the end of the text
};

/// A comment that is meant to suppress findings.
struct CommentNote {
  Range where;
  Range words;
};

/// Blanks alone between comments, instructions and CDATA sections.
struct BlankNote {
  Range where;
  std::uint32_t element = 0;  ///< its number among the notes
};

/// What one pass over a file's text learns of it, and pugixml does not keep. All in the order of
/// the text.
struct XmlNotes {
  bool readable = true;  ///< false: the element structure is broken; do not build a tree
  std::map<std::string, Entity, std::less<>> entities;
  std::uint32_t roots = 0;
  std::size_t markup = 0;  ///< elements, attributes and entities
  std::vector<ElementNote> elements;
  std::vector<CommentNote> comments;
  std::vector<BlankNote> blanks;
};

/// Whether an included file may have more than one root element (a note then, not an error).
enum class Roots : std::uint8_t { one, several };

/// Checks the whole of a source against XML 1.0 (fifth edition), not against a DTD, and reports
/// every defect it can, each at the exact bytes. Faults that do not break the element structure
/// leave it readable.
XmlNotes read_xml(const Sources& sources, SourceId id, Roots roots, Defects& defects);
/// The same of a text that is as long as the source's, in which parts of it are left out.
XmlNotes read_xml(const Sources& sources, SourceId id, std::string_view text, Roots roots,
                  Defects& defects);

}  // namespace ampslint
