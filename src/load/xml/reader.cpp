#include "load/xml/reader.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "load/suppressions/comment.hpp"
#include "load/xml/prolog.hpp"

namespace ampslint {
namespace xml {
namespace {

struct Open {
  Range name;
  std::uint32_t number = 0;  ///< among the notes
  bool doubtful = false;  ///< its tag was broken: that nothing closes it is not worth another word
};

enum class TagEnd : std::uint8_t { open, empty, broken };

/// The whole file: characters, prolog, and the root element.
class Reader {
 public:
  Reader(const Sources& sources, SourceId id, std::string_view text, Roots roots, Defects& defects)
      : in_{.text = text}, faults_(sources, id, defects), roots_(roots) {}

  XmlNotes read() {
    if (!looks_wide()) {
      if (in_.ahead("<?xml") && in_.name_end(2) == 5) prolog_.declaration();
      check_characters();
      while (!faults_.stopped() && !in_.at_end()) content();
    }
    if (!faults_.stopped()) {
      finish();
    } else if (mentions_suppression(in_.text)) {
      // What suppresses findings is read to the end.
      while (!in_.at_end()) content();
    }
    faults_.put_in_order();
    notes_.readable = faults_.readable();
    notes_.markup = faults_.counted();
    for (const auto& [name, known] : references_.all()) {
      notes_.entities.emplace(name, known.entity);
    }
    return std::move(notes_);
  }

 private:
  // Characters.

  bool looks_wide() {
    const std::string_view encoding = wide_encoding(in_.text);
    if (encoding.empty()) return false;
    faults_.report_as(DefectKind::not_utf8, {0, encoding == "UTF-32" ? 4U : 2U},
                      "not UTF-8 (looks like {})", encoding);
    faults_.stop();
    in_.at = in_.size();
    return true;
  }

  /// Reports every character that XML forbids, and stops where the text is not UTF-8.
  void check_characters() {
    for (std::size_t at = find_no_xml_char(in_.text, 0);
         at < in_.text.size() && !faults_.stopped();) {
      const CodePoint found = code_point_at(in_.text, at);
      const Range where = in_.character(static_cast<std::uint32_t>(at));
      if (found.value == not_utf8_value) return not_utf8(where);
      if (found.value == 0) faults_.not_readable();  // pugixml reads no further
      faults_.report(where, "character U+{:04X}, which XML forbids",
                     static_cast<std::uint32_t>(found.value));
      faults_.forbid(where.begin);
      at = find_no_xml_char(in_.text, at + found.bytes);
    }
  }

  void not_utf8(Range where) {
    // All that the first byte asks for, as far as it is there.
    const auto asked = static_cast<std::uint32_t>(
        std::countl_one(static_cast<unsigned char>(in_.text[where.begin])));
    while (asked <= 4 && where.size() < asked && where.end < in_.size() &&
           is_continuation(in_.text[where.end])) {
      ++where.end;
    }
    const std::optional<Range>& encoding = prolog_.encoding();
    const bool other = encoding && !equal_ignoring_case(in_.view(*encoding), "UTF-8");
    const std::string why =
        other ? faults_.words("; the file declares encoding '{}'", *encoding) : "";
    faults_.report_as(DefectKind::not_utf8, where, "not UTF-8: '{}'{}", where, why);
    if (other) faults_.note(*encoding, "declared here");
    faults_.stop();
  }

  // Content.

  void content() {
    if (in_.text[in_.at] == '<') {
      markup();
    } else if (open_.empty()) {
      text_outside();
    } else {
      text();
    }
  }

  void text() {
    const std::uint32_t begin = in_.at;
    in_.at = in_.skip(begin, blank);
    if (in_.at_end() || in_.peek() == '<') {
      if (behind_text_) notes_.blanks.push_back({{begin, in_.at}, open_.back().number});
      return;
    }
    behind_text_ = true;
    while (!faults_.stopped()) {
      in_.at = in_.skip(in_.at, text_byte);
      if (in_.at_end() || in_.peek() == '<') return;
      if (in_.peek() == '&') {
        in_.at = references_.check(in_.at, false);
      } else if (in_.ahead("]]>")) {
        faults_.report({in_.at, in_.at + 3}, "']]>' in text; write ']]&gt;'");
        in_.at += 3;
      } else {
        ++in_.at;
      }
    }
    in_.at = in_.find("<", in_.at);
  }

  void text_outside() {
    in_.skip_blanks();
    const std::uint32_t begin = in_.at;
    in_.at = in_.find("<", in_.at);
    std::uint32_t end = in_.at;
    while (end > begin && in_.is(end - 1, blank)) --end;
    if (end > begin) outside({begin, end}, "text");
  }

  /// Once the structure is broken, where the root element ends is a guess.
  void outside(Range where, std::string_view what) {
    if (faults_.readable()) faults_.report(where, "{} outside the root element", what);
  }

  void markup() {
    if (in_.peek(1) == '/') return end_tag();
    if (in_.peek(1) == '?') return tokens_.instruction();
    if (in_.peek(1) != '!') return start_tag();
    if (in_.ahead("<!--")) return comment();
    if (in_.ahead("<![CDATA[")) return cdata();
    if (in_.ahead("<!DOCTYPE")) return prolog_.doctype(notes_.roots == 0);
    const Range opening{in_.at, in_.name_end(in_.at + (in_.peek(2) == '[' ? 3 : 2))};
    faults_.broken(opening, "unknown markup '{}'; expected '<!--', '<![CDATA[' or '<!DOCTYPE'",
                   opening);
    in_.at = opening.end;
  }

  void comment() {
    const std::uint32_t begin = in_.at;
    Range words = tokens_.comment();
    words.begin = std::min(in_.skip(words.begin, blank), words.end);
    while (!words.empty() && in_.is(words.end - 1, blank)) --words.end;
    if (!in_lost_tag_ && is_suppression(in_.view(words))) {
      notes_.comments.push_back({.where = {begin, in_.at}, .words = words});
    }
  }

  void cdata() {
    const Range opening{in_.at, in_.at + 9};
    if (open_.empty()) outside(opening, "CDATA");
    const std::uint32_t end = in_.find("]]>", opening.end);
    if (end == in_.size()) return tokens_.unclosed(opening, "CDATA", "]]>");
    in_.at = end + 3;
    behind_text_ = true;
  }

  // Tags.

  /// What stands here can begin no name for the '<' or '</' before it, and is read on as text.
  void no_name(Range sign, std::string_view expected) {
    const bool none = in_.at_end() || in_.is(in_.at, delimiter);
    const Range where = none ? sign : in_.character(in_.at);
    faults_.broken(where, "'{}' {}; {}", where, none ? "without a name" : "cannot begin a name",
                   expected);
  }

  void start_tag() {
    in_lost_tag_ = false;
    const std::uint32_t begin = in_.at++;
    if (!in_.starts_name(in_.at)) {
      return no_name({begin, in_.at}, "write '&lt;' for a literal '<'");
    }
    const Range name = tokens_.name();
    const TagEnd end = attributes({begin, name.end});
    faults_.count(name);
    if (attributes_.size() > 1) check_duplicates();
    if (open_.empty()) root(name);
    if (open_.size() == limits::element_depth) {
      faults_.report_as(DefectKind::too_deep, name, "elements nest deeper than {} levels",
                        limits::element_depth);
      faults_.stop();
    }
    const bool empty = end == TagEnd::empty;
    const auto number = static_cast<std::uint32_t>(notes_.elements.size());
    notes_.elements.push_back({.name = name.begin, .end = empty ? in_.at : in_.size()});
    if (!empty) open_.push_back({name, number, end == TagEnd::broken});
    behind_text_ = false;
  }

  void root(Range name) {
    if (++notes_.roots == 1) first_root_ = name;
    if (notes_.roots != 2 || !faults_.readable()) return;
    if (roots_ == Roots::several) {
      faults_.report_as(
          DefectKind::include_roots, name,
          "an included file with several root elements; AMPS does not document whether it accepts "
          "that");
    } else {
      faults_.report(name, "a second root element '{}'; expected one", name);
    }
    faults_.note(first_root_, "the first one is here");
  }

  /// The rest of a start tag, up to its first fault: what follows that would be reported as more.
  TagEnd attributes(Range tag) {
    attributes_.clear();
    for (;;) {
      const bool apart = in_.skip_blanks();
      if (in_.at_end() || in_.peek() == '<') {
        faults_.broken(tag, "tag '{}' is not closed; expected '>'", tag);
        if (!in_.at_end()) faults_.note({in_.at, in_.at + 1}, "expected '>' before this");
        return TagEnd::broken;
      }
      if (in_.peek() == '>') {
        ++in_.at;
        return TagEnd::open;
      }
      if (in_.ahead("/>")) {
        in_.at += 2;
        return TagEnd::empty;
      }
      if (!in_.starts_name(in_.at)) {
        const Range wrong = in_.character(in_.at);
        faults_.broken(wrong, "'{}' inside a tag; expected {}", wrong,
                       in_.peek() == '/' ? "'/>'" : "an attribute or '>'");
        return skip_tag();
      }
      const Range name = tokens_.name();
      if (!apart) faults_.broken(name, "no white space before attribute '{}'", name);
      faults_.count(name);
      attributes_.push_back(name);
      const std::optional<Range> value = tokens_.attribute_value(name);
      if (!value) return skip_tag();
      for (std::uint32_t at = value->begin; at < value->end;) {
        at = in_.text[at] == '&' ? references_.check(at, true) : at + 1;
      }
    }
  }

  TagEnd skip_tag() {
    in_.at = in_.find_any("<>", in_.at);
    in_lost_tag_ = in_.peek() != '>';
    if (in_lost_tag_) return TagEnd::broken;
    ++in_.at;
    return in_.text[in_.at - 2] == '/' ? TagEnd::empty : TagEnd::broken;
  }

  void check_duplicates() {
    std::ranges::sort(attributes_, {},
                      [this](Range name) { return std::pair(in_.view(name), name); });
    auto first = attributes_.begin();
    for (auto at = std::next(first); at != attributes_.end(); ++at) {
      if (in_.view(*first) != in_.view(*at)) {
        first = at;
      } else {
        faults_.report(*at, "attribute '{}' is set twice", *at);
        faults_.note(*first, "first set here");
      }
    }
  }

  void end_tag() {
    in_lost_tag_ = behind_text_ = false;
    const std::uint32_t begin = in_.at;
    in_.at += 2;
    if (!open_.empty()) {
      const std::string_view expected = in_.view(open_.back().name);
      const auto size = static_cast<std::uint32_t>(expected.size());
      if (in_.ahead(expected) && in_.peek(size) == '>') {
        in_.at += size + 1;
        return close_innermost(begin + 2);
      }
    }
    if (!in_.starts_name(in_.at)) {
      if (open_.empty()) return no_name({begin, in_.at}, "expected no end tag");
      open_.back().doubtful = true;
      return no_name({begin, in_.at}, faults_.words("expected '</{}>'", open_.back().name));
    }
    const Range name = tokens_.name();
    in_.skip_blanks();
    if (in_.peek() == '>') {
      ++in_.at;
    } else {
      const Range tag{begin, name.end};
      if (in_.at_end() || in_.peek() == '<') {
        faults_.broken(tag, "tag '{}' is not closed; expected '>'", tag);
      } else {
        const Range more{in_.at, std::max(in_.name_end(in_.at), in_.character(in_.at).end)};
        faults_.broken(more, "'{}' inside the end tag '{}'; expected '>'", more, tag);
      }
      skip_tag();
    }
    close(name);
  }

  void close(Range name) {
    if (faults_.stopped()) {
      // The search for the right one may be long where nothing limits the levels any more.
      if (!open_.empty()) close_innermost(name.begin);
      return;
    }
    const auto same = [&](const Open& open) { return in_.view(open.name) == in_.view(name); };
    const auto match = std::ranges::find_if(open_.rbegin(), open_.rend(), same);
    // A stray one may be a misspelt end of the innermost, or belong to nothing: later tags show.
    const bool stray = match == open_.rend();
    const auto left = std::ranges::find_if(
        open_.rbegin(), match, [&](const Open& open) { return stray || !open.doubtful; });
    if (left != match) {
      faults_.broken(name, "'</{}>' where '</{}>' was expected", name, left->name);
      faults_.note(left->name, "'{}' opened here", left->name);
    } else if (stray && faults_.readable()) {
      faults_.broken(name, "'</{}>' closes nothing that is open", name);
    }
    if (stray && !open_.empty()) open_.back().doubtful = true;
    if (stray) return;
    const auto outer = std::distance(match, open_.rend()) - 1;
    while (std::ssize(open_) > outer) close_innermost(name.begin);
  }

  void close_innermost(std::uint32_t end_name) {
    ElementNote& element = notes_.elements[open_.back().number];
    element.end_name = end_name;
    element.end = in_.at;
    open_.pop_back();
  }

  void finish() {
    const auto open = std::ranges::find(open_.rbegin(), open_.rend(), false, &Open::doubtful);
    if (open != open_.rend()) {
      faults_.broken(open->name, "element '{0}' is never closed; expected '</{0}>'", open->name);
    }
    if (notes_.roots > 0 || !faults_.readable()) return;
    if (in_.text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      faults_.broken({0, 0}, "the file is empty");
    } else {
      faults_.broken({in_.size(), in_.size()}, "no root element");
    }
  }

  Cursor in_;
  Faults faults_;
  Tokens tokens_{in_, faults_};
  References references_{in_, faults_};
  Prolog prolog_{in_, faults_, tokens_, references_};
  Roots roots_;
  XmlNotes notes_;
  Range first_root_;
  std::vector<Open> open_;
  std::vector<Range> attributes_;
  bool in_lost_tag_ = false;  ///< what looks like a comment may be the value of an attribute
  bool behind_text_ = false;  ///< and no tag since: what follows belongs to the same value
};

}  // namespace
}  // namespace xml

XmlNotes read_xml(const Sources& sources, SourceId id, Roots roots, Defects& defects) {
  return read_xml(sources, id, sources[id].text, roots, defects);
}

XmlNotes read_xml(const Sources& sources, SourceId id, std::string_view text, Roots roots,
                  Defects& defects) {
  return xml::Reader(sources, id, text, roots, defects).read();
}

}  // namespace ampslint
