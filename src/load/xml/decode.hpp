#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "load/defect.hpp"
#include "load/variables.hpp"
#include "load/xml/reader.hpp"
#include "load/xml/tree.hpp"

namespace ampslint {

/// What the files of one configuration have used up of its limits.
struct UsedText {
  /// A variable without a value: the defect that reports its first use, and how often it is used.
  struct Undefined {
    std::size_t defect = 0;
    std::size_t uses = 0;
  };

  std::size_t entities = 0;
  std::size_t variables = 0;
  bool entities_reported = false;
  bool variables_reported = false;
  std::map<std::string, Undefined, std::less<>> undefined = {};
  std::set<std::string, std::less<>> found = {};  ///< the names of variables with a value
  std::vector<Span> tokens = {};  ///< placeholders of a template, which are not filled in
};

/// Turns raw character data of one source into values: references, line ends and `${VARIABLES}`
/// replaced, blanks around dropped, with the pieces that lead back to what the author wrote.
class Decoder {
 public:
  /// `text`: of the source, or as long and with parts of it left out.
  Decoder(SourceId source, std::string_view text, const XmlNotes& notes, const Variables& variables,
          UsedText& used, Arena& arena, Defects& defects)
      : source_(source),
        text_(text),
        entities_(notes.entities),
        variables_(variables),
        used_(used),
        arena_(arena),
        defects_(defects) {}

  /// A run of raw character data; CDATA holds no references.
  struct Run {
    Range where;
    bool cdata = false;
  };

  /// The value of an element: its runs joined and trimmed. Absent when there is nothing, or when
  /// its variables stand for nothing.
  Text text(const std::vector<Run>& runs);
  /// The value of an attribute.
  Text attribute(Range where);
  /// A name, which is never decoded.
  Text plain(Range where) const;

  SourceId source() const { return source_; }
  /// An entity could not be followed: elements may be missing.
  bool incomplete() const { return incomplete_; }

 private:
  struct Draft;
  Text decode(const std::vector<Run>& runs);
  void append_run(Draft& draft, const Run& run);
  void append_reference(Draft& draft, std::string_view name, Span where, std::uint32_t depth);
  void append_replacement(Draft& draft, std::string_view text, Span where, std::uint32_t depth);
  void report_entity_limit(Span where, std::uint32_t depth);
  Text keep(const Draft& draft, Span where);
  Text expanded(const Text& text);
  void report_undefined(std::string_view name, Span where);
  Text filled_in(const Text& text);
  std::optional<std::string_view> value_of(std::string_view name, Span where);
  void report(DefectKind kind, Span where, std::string message);

  Span span(std::uint32_t begin, std::uint32_t end) const { return {source_, begin, end}; }

  SourceId source_;
  std::string_view text_;  ///< of the source
  const std::map<std::string, Entity, std::less<>>& entities_;
  const Variables& variables_;
  UsedText& used_;
  Arena& arena_;
  Defects& defects_;
  bool incomplete_ = false;
};

}  // namespace ampslint
