#include "load/xml/reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/suggest.hpp"
#include "load/xml/prolog.hpp"

namespace ampslint {
namespace wellformed {
namespace {

struct Open {
  Span name;
  bool doubtful = false;  ///< its tag was broken: that nothing closes it is not worth another word
};

enum class TagEnd : std::uint8_t { open, empty, broken };

/// The whole file: characters, prolog, and the root element.
class Reader : private Prolog {
 public:
  Reader(const Sources& sources, SourceId id, Roots roots, Defects& defects)
      : Prolog(sources, id, defects), roots_(roots) {}

  WellFormed read() {
    if (!looks_wide()) {
      if (ahead("<?xml") && name_end(2) == 5) declaration();
      if (check_characters()) read_content();
    }
    if (!stopped_) finish();
    put_in_order();
    WellFormed result{
        .readable = readable_, .entities = {}, .roots = root_count_, .markup = markup_};
    for (const auto& [name, known] : known_) result.entities.emplace(name, known.entity);
    return result;
  }

 private:
  // Characters.

  bool looks_wide() {
    const std::string_view encoding = wide_encoding(text_);
    if (encoding.empty()) return false;
    report(span(0, encoding == "UTF-32" ? 4 : 2),
           fmt::format("not UTF-8 (looks like {})", encoding), {}, DefectKind::not_utf8);
    stop();
    return true;
  }

  /// Tells every character that XML forbids; false where reading on is not worth it.
  bool check_characters() {
    for (std::size_t at = find_no_xml_char(text_, 0); at < text_.size() && !stopped_;) {
      const CodePoint found = code_point_at(text_, at);
      const Span where = character(static_cast<std::uint32_t>(at));
      if (found.value == not_utf8_value) {
        not_utf8(where);
        return false;
      }
      const auto value = static_cast<std::uint32_t>(found.value);
      report(where, fmt::format("character U+{:04X}, which XML forbids", value));
      if (value == 0) readable_ = false;  // pugixml reads no further
      forbidden_.push_back(static_cast<std::uint32_t>(at));
      at = find_no_xml_char(text_, at + found.bytes);
    }
    return !stopped_;
  }

  void not_utf8(Span where) {
    const bool other = encoding_ && !equal_ignoring_case(view(*encoding_), "UTF-8");
    const std::string why =
        other ? fmt::format("; the file declares encoding '{}'", word(*encoding_)) : "";
    std::vector<Note> notes;
    if (other) notes.push_back({*encoding_, "declared here"});
    report(where, fmt::format("not UTF-8: '{}'{}", word(where), why), std::move(notes),
           DefectKind::not_utf8);
    stop();
  }

  // Content.

  void read_content() {
    while (!stopped_ && !at_end()) {
      if (text_[at_] == '<') {
        markup();
      } else if (open_.empty()) {
        text_outside();
      } else {
        text();
      }
    }
  }

  void text() {
    while (!stopped_) {
      at_ = skip(at_, text_byte);
      if (at_end() || text_[at_] == '<') return;
      if (text_[at_] == '&') {
        at_ = reference(at_, false);
      } else if (ahead("]]>")) {
        report(span(at_, at_ + 3), "']]>' in text; write ']]&gt;'");
        at_ += 3;
      } else {
        ++at_;
      }
    }
  }

  void text_outside() {
    skip_blanks();
    const std::uint32_t begin = at_;
    at_ = find("<", at_);
    std::uint32_t end = at_;
    while (end > begin && is(end - 1, blank)) --end;
    if (end > begin) outside(span(begin, end), "text");
  }

  /// Once the structure is broken, where the root element ends is a guess.
  void outside(Span where, std::string_view what) {
    if (readable_) report(where, fmt::format("{} outside the root element", what));
  }

  void markup() {
    if (peek(1) == '/') return end_tag();
    if (peek(1) == '?') return instruction();
    if (peek(1) != '!') return start_tag();
    if (ahead("<!--")) return comment();
    if (ahead("<![CDATA[")) return cdata();
    if (ahead("<!DOCTYPE")) return doctype(root_count_ == 0);
    const Span opening = span(at_, name_end(at_ + (peek(2) == '[' ? 3 : 2)));
    broken(opening, fmt::format("unknown markup '{}'; expected '<!--', '<![CDATA[' or '<!DOCTYPE'",
                                word(opening)));
    at_ = opening.end;
  }

  void cdata() {
    const Span opening = span(at_, at_ + 9);
    if (open_.empty()) outside(opening, "CDATA");
    const std::uint32_t end = find("]]>", opening.end);
    if (end == size()) return unclosed(opening, "CDATA", "]]>");
    at_ = end + 3;
  }

  // Tags.

  /// What stands here can begin no name for the '<' or '</' before it, and is read on as text.
  void no_name(Span sign, std::string_view expected) {
    const bool none = at_end() || is(at_, delimiter);
    const Span where = none ? sign : character(at_);
    broken(where, fmt::format("'{}' {}; {}", word(where),
                              none ? "without a name" : "cannot begin a name", expected));
  }

  void start_tag() {
    const std::uint32_t begin = at_++;
    if (!starts_name(at_)) return no_name(span(begin, at_), "write '&lt;' for a literal '<'");
    const Span name = read_name();
    const TagEnd end = attributes(span(begin, name.end));
    if (stopped_ || !may_have_more(name)) return;
    if (attributes_.size() > 1) check_duplicates();
    if (open_.empty()) root(name);
    if (open_.size() == limits::element_depth) {
      report(name, fmt::format("elements nest deeper than {} levels", limits::element_depth), {},
             DefectKind::too_deep);
      return stop();
    }
    if (end != TagEnd::empty) open_.push_back({.name = name, .doubtful = end == TagEnd::broken});
  }

  void root(Span name) {
    if (++root_count_ == 1) first_root_ = name;
    if (root_count_ != 2 || !readable_) return;
    if (roots_ == Roots::several) {
      report(
          name,
          "an included file with several root elements; AMPS does not document whether it accepts "
          "that",
          {{first_root_, "the first one is here"}}, DefectKind::include_roots);
    } else {
      report(name, fmt::format("a second root element '{}'; expected one", word(name)),
             {{first_root_, "the first one is here"}});
    }
  }

  /// The rest of a start tag, up to its first fault: what follows that would be told as more.
  TagEnd attributes(Span tag) {
    attributes_.clear();
    for (;;) {
      const bool apart = skip_blanks();
      if (at_end() || text_[at_] == '<') {
        std::vector<Note> notes;
        if (!at_end()) notes.push_back({span(at_, at_ + 1), "expected '>' before this"});
        broken(tag, fmt::format("tag '{}' is not closed; expected '>'", word(tag)),
               std::move(notes));
        return TagEnd::broken;
      }
      if (text_[at_] == '>') {
        ++at_;
        return TagEnd::open;
      }
      if (ahead("/>")) {
        at_ += 2;
        return TagEnd::empty;
      }
      if (!starts_name(at_)) {
        const Span wrong = character(at_);
        broken(wrong, fmt::format("'{}' inside a tag; expected {}", word(wrong),
                                  text_[at_] == '/' ? "'/>'" : "an attribute or '>'"));
        return skip_tag();
      }
      const Span name = read_name();
      if (!apart) broken(name, fmt::format("no white space before attribute '{}'", word(name)));
      if (!may_have_more(name)) return TagEnd::broken;
      attributes_.push_back(name);
      const std::optional<Span> value = attribute_value(name);
      if (!value) return skip_tag();
      for (std::uint32_t at = value->begin; at < value->end;) {
        at = text_[at] == '&' ? reference(at, true) : at + 1;
      }
    }
  }

  TagEnd skip_tag() {
    at_ = find_any("<>", at_);
    if (peek() != '>') return TagEnd::broken;
    ++at_;
    return text_[at_ - 2] == '/' ? TagEnd::empty : TagEnd::broken;
  }

  void check_duplicates() {
    std::ranges::sort(attributes_, {}, [this](Span name) { return std::pair(view(name), name); });
    auto first = attributes_.begin();
    for (auto at = std::next(first); at != attributes_.end(); ++at) {
      if (view(*first) != view(*at)) {
        first = at;
      } else {
        report(*at, fmt::format("attribute '{}' is set twice", word(*at)),
               {{*first, "first set here"}});
      }
    }
  }

  void end_tag() {
    const std::uint32_t begin = at_;
    at_ += 2;
    if (!open_.empty()) {
      const std::string_view expected = view(open_.back().name);
      if (ahead(expected) && peek(static_cast<std::uint32_t>(expected.size())) == '>') {
        at_ += static_cast<std::uint32_t>(expected.size()) + 1;
        return open_.pop_back();
      }
    }
    if (!starts_name(at_)) {
      if (open_.empty()) return no_name(span(begin, at_), "expected no end tag");
      open_.back().doubtful = true;
      return no_name(span(begin, at_), fmt::format("expected '</{}>'", word(open_.back().name)));
    }
    const Span name = read_name();
    skip_blanks();
    if (peek() == '>') {
      ++at_;
    } else {
      const Span tag = span(begin, name.end);
      if (at_end() || text_[at_] == '<') {
        broken(tag, fmt::format("tag '{}' is not closed; expected '>'", word(tag)));
      } else {
        const Span more = span(at_, std::max(name_end(at_), character(at_).end));
        broken(more,
               fmt::format("'{}' inside the end tag '{}'; expected '>'", word(more), word(tag)));
      }
      skip_tag();
    }
    close(name);
  }

  void close(Span name) {
    const auto same = [&](const Open& open) { return view(open.name) == view(name); };
    const auto match = std::ranges::find_if(open_.rbegin(), open_.rend(), same);
    // A stray one may be a misspelt end of the innermost, or belong to nothing: later tags show.
    const bool stray = match == open_.rend();
    const auto left = std::ranges::find_if(
        open_.rbegin(), match, [&](const Open& open) { return stray || !open.doubtful; });
    if (left != match) {
      broken(name, fmt::format("'</{}>' where '</{}>' was expected", word(name), word(left->name)),
             {{left->name, fmt::format("'{}' opened here", word(left->name))}});
    } else if (stray && readable_) {
      broken(name, fmt::format("'</{}>' closes nothing that is open", word(name)));
    }
    if (!stray) open_.erase(std::prev(match.base()), open_.end());
    if (stray && !open_.empty()) open_.back().doubtful = true;
  }

  void finish() {
    const auto open = std::ranges::find(open_.rbegin(), open_.rend(), false, &Open::doubtful);
    if (open != open_.rend()) {
      broken(open->name,
             fmt::format("element '{0}' is never closed; expected '</{0}>'", word(open->name)));
    }
    if (root_count_ > 0 || !readable_) return;
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      broken(span(0, 0), "the file is empty");
    } else {
      broken(span(size(), size()), "no root element");
    }
  }

  Roots roots_;
  std::uint32_t root_count_ = 0;
  Span first_root_;
  std::vector<Open> open_;
  std::vector<Span> attributes_;
};

}  // namespace
}  // namespace wellformed

WellFormed check_well_formed(const Sources& sources, SourceId id, Roots roots, Defects& defects) {
  return wellformed::Reader(sources, id, roots, defects).read();
}

}  // namespace ampslint
