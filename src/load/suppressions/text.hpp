#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "load/defect.hpp"

namespace ampslint {

struct XmlNotes;

/// How every comment begins that suppresses findings.
inline constexpr std::string_view suppression_marker = "ampslint-ignore";

/// A rule as an ignore names it: an id, or the prefix of a family that ends in `-*`.
struct SuppressedRule {
  std::string name;
  Span where;
};

/// Which findings are not reported, and why.
struct Suppression {
  Span where;  ///< its words in the comment, or its entry in a workspace: for showing
  std::vector<SuppressedRule> rules;
  std::string reason;                               ///< empty: none was given
  std::optional<std::chrono::sys_days> until = {};  ///< the last day it holds on
  Span scope = {};                                  ///< of a comment: the bytes that it covers

  /// Of an ignore outside a comment: the files it is for …
  std::function<bool(std::string_view path)> files = {};
  bool is_for_patterns = false;  ///< a run that checks some of the files cannot know the others
  /// … and the elements in them (`places_of`); empty: all of the file.
  std::string element = {};

  bool is_external() const { return files != nullptr; }
};

/// The ignores of a run, and the comments that should have been some.
struct Suppressions {
  std::vector<Suppression> all;
  Defects defects;
};

/// Adds those in the comments that were noted of an XML file. One covers the element that follows
/// it, or those that end on its line; before the root element, the file.
void read_xml_suppressions(const Sources& sources, SourceId id, const XmlNotes& notes,
                           Suppressions& found);
/// Adds those in a list of connection strings. One covers the string before it on its line, or the
/// next one.
void read_list_suppressions(const Sources& sources, SourceId id, Suppressions& found);
/// Adds those in the comments of any other text. One covers its line, or, alone on it, the next.
void read_text_suppressions(const Sources& sources, SourceId id, Suppressions& found);

/// Where the string on a line of a list ends: at the blanks before ` # ampslint-ignore`, or with
/// the line. 0: there is none.
std::size_t string_end(std::string_view line);

}  // namespace ampslint
