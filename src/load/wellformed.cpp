#include "load/wellformed.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "load/utf8.hpp"
#include "suggest.hpp"

namespace ampslint {
namespace {

constexpr std::size_t max_defects = 100;

enum Class : std::uint8_t {
  blank = 1,
  name_start = 2,
  name_char = 4,
  delimiter = 8,   ///< can follow a name inside a tag
  text_byte = 16,  ///< needs no second look in text
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  const auto mark = [&](std::string_view bytes, unsigned bits) {
    for (const char c : bytes) {
      std::uint8_t& entry = classes.at(static_cast<unsigned char>(c));
      entry = static_cast<std::uint8_t>(entry | bits);
    }
  };
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:", name_start | name_char);
  mark("0123456789-.", name_char);
  mark(" \t\r\n", blank | delimiter);
  mark("/>=<\"'&", delimiter);
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const bool looked_at = c == '<' || c == '&' || c == ']';
    if (!looked_at) classes.at(c) = static_cast<std::uint8_t>(classes.at(c) | text_byte);
  }
  return classes;
}

constexpr std::array<std::uint8_t, 256> classes = make_classes();

/// A place in the text, and the faults told of it so far. Here and below, a function that reads a
/// part begins with `at_` on its first byte and leaves it behind its last.
class Cursor {
 protected:
  Cursor(const Sources& sources, SourceId id, Defects& defects)
      : text_(sources[id].text), id_(id), defects_(defects), first_(defects.size()) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::uint32_t by = 0) const { return at_ + by < size() ? text_[at_ + by] : '\0'; }
  bool ahead(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  bool is(std::uint32_t at, unsigned bits) const {
    return at < size() && (classes[static_cast<unsigned char>(text_[at])] & bits) != 0;
  }
  Span span(std::uint32_t begin, std::uint32_t end) const { return {id_, begin, end}; }
  Span character(std::uint32_t at) const {
    return span(at, at + static_cast<std::uint32_t>(code_point_at(text_, at).bytes));
  }
  std::string_view view(Span where) const {
    return text_.substr(where.begin, where.end - where.begin);
  }
  std::uint32_t find(std::string_view what, std::uint32_t from) const {
    return static_cast<std::uint32_t>(std::min(text_.find(what, from), text_.size()));
  }
  std::uint32_t find_any(std::string_view bytes, std::uint32_t from) const {
    return static_cast<std::uint32_t>(std::min(text_.find_first_of(bytes, from), text_.size()));
  }
  /// Where the bytes of a class end. The hot loop: `at` is a copy, which may stay in a register.
  std::uint32_t skip(std::uint32_t at, unsigned bits) const {
    while (is(at, bits)) ++at;
    return at;
  }
  bool skip_blanks() {
    const std::uint32_t begin = at_;
    at_ = skip(at_, blank);
    return at_ > begin;
  }

  /// The user's own words for a message, cut where they go on for long.
  std::string word(Span where) const {
    constexpr std::uint32_t longest = 60;
    if (where.end - where.begin <= longest) return printable(view(where));
    where.end = where.begin + longest;
    while (where.end > where.begin &&
           (static_cast<unsigned char>(text_[where.end]) & 0xC0U) == 0x80) {
      --where.end;
    }
    return printable(view(where)) + "...";
  }

  void tell(Span where, std::string message, std::vector<Note> notes = {},
            DefectKind kind = DefectKind::not_well_formed) {
    if (stopped_ || std::ranges::binary_search(forbidden_, where.begin)) return;
    defects_.push_back(
        {.kind = kind,
         .diagnostic = {.where = where, .message = std::move(message), .notes = std::move(notes)}});
    if (defects_.size() - first_ == max_defects) stop();
  }

  /// Tells a fault that makes the tree of elements a guess.
  void broken(Span where, std::string message, std::vector<Note> notes = {}) {
    readable_ = false;
    tell(where, std::move(message), std::move(notes));
  }

  void stop() {
    stopped_ = true;
    readable_ = false;
  }

  /// Characters are checked before the rest, and duplicate attributes after their tag.
  void put_in_order() {
    const auto begin = defects_.begin() + static_cast<std::ptrdiff_t>(first_);
    std::ranges::sort(begin, defects_.end(), {}, [](const Defect& defect) {
      return std::pair(defect.diagnostic.where, std::string_view(defect.diagnostic.message));
    });
    if (defects_.size() - first_ < max_defects) return;
    defects_.back().diagnostic.message += fmt::format(
        "; the file has more than {} defects, the rest is not checked", max_defects - 1);
  }

  bool starts_name(std::uint32_t at) const {
    return is(at, name_start) || is_name_start(code_point_at(text_, at).value);
  }

  std::uint32_t name_end(std::uint32_t at) const {
    for (;;) {
      at = skip(at, name_char);
      const CodePoint next = code_point_at(text_, at);
      if (next.value < 0x80 || !is_name_char(next.value)) return at;
      at += static_cast<std::uint32_t>(next.bytes);
    }
  }

  /// A name in a tag, up to what can follow it: so a wrong character in it is one fault, not three.
  Span read_name() {
    const std::uint32_t begin = at_;
    at_ = name_end(at_);
    if (at_end() || is(at_, delimiter)) return span(begin, at_);
    const Span wrong = character(at_);
    while (!at_end() && !is(at_, delimiter)) ++at_;
    const Span whole = span(begin, at_);
    broken(wrong, fmt::format("'{}' in the name '{}'", word(wrong), word(whole)));
    return whole;
  }

  /// The value of an attribute, between its quotes; none where it has none that can be read.
  std::optional<Span> attribute_value(Span name) {
    skip_blanks();
    if (peek() != '=') {
      broken(name, fmt::format("attribute '{}' has no value; expected '='", word(name)));
      return std::nullopt;
    }
    ++at_;
    skip_blanks();
    const char quote = peek();
    if (quote != '"' && quote != '\'') {
      Span value = span(at_, find_any("<> \t\r\n", at_));
      if (value.end > at_ && text_.substr(value.end - 1, 2) == "/>") --value.end;
      const bool empty = value.begin == value.end;
      broken(empty ? name : value, fmt::format("value of attribute '{}' is {}", word(name),
                                               empty ? "missing" : "not in quotes"));
      return std::nullopt;
    }
    const std::uint32_t begin = ++at_;
    while (!at_end() && text_[at_] != quote && text_[at_] != '<') ++at_;
    if (peek() == '<') {
      // A sign in the value, or the next tag, as the closing quote was forgotten?
      const std::uint32_t sign = at_;
      const std::array<char, 3> ends{quote, '>', '\n'};
      at_ = find_any({ends.data(), ends.size()}, begin);
      if (at_ > sign && peek() == quote) {
        tell(span(sign, sign + 1),
             fmt::format("'<' in the value of attribute '{}'; write '&lt;'", word(name)));
      }
    }
    if (peek() == quote) return span(begin, at_++);
    at_ = begin;
    broken(span(begin - 1, begin),
           fmt::format("value of attribute '{}' has no closing quote", word(name)));
    return std::nullopt;
  }

  void unclosed(Span opening, std::string_view what, std::string_view end) {
    broken(opening, fmt::format("{} is never closed; expected '{}'", what, end));
    stop();
  }

  std::string_view text_;
  std::uint32_t at_ = 0;
  bool stopped_ = false;
  bool readable_ = true;
  std::vector<std::uint32_t> forbidden_;  ///< where the characters are that XML forbids

 private:
  SourceId id_;
  Defects& defects_;
  std::size_t first_;  ///< of the file's own defects
};

constexpr std::array<std::string_view, 5> predefined{"amp", "lt", "gt", "quot", "apos"};
constexpr std::array<std::string_view, 3> declaration_parts{"version", "encoding", "standalone"};

/// What stands behind an '&'.
struct Reference {
  enum class Kind : std::uint8_t { none, unclosed, malformed, character, entity };
  Kind kind = Kind::none;
  std::uint32_t end = 0;
  Span name = {};
  char32_t character = 0;
};

/// A general entity, and what it brings to its user, from all that it refers to as well.
struct Known {
  Span name;
  Entity entity = {};
  bool markup = false;
  bool outside = false;
  bool open = false;                  ///< being followed right now
  std::array<bool, 2> followed = {};  ///< as declared (tells loops), as used (tells the unknown)

  void absorb(const Known& other) {
    markup |= other.markup;
    outside |= other.outside;
  }
};

/// An entity that is being followed, and where its value is read on.
struct Step {
  Known* known;
  std::uint32_t at;
};

bool is_predefined(std::string_view name) {
  return std::ranges::find(predefined, name) != predefined.end();
}

bool is_version(std::string_view text) {
  return text.size() > 2 && text.starts_with("1.") &&
         text.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

bool is_encoding_name(std::string_view text) {
  const auto belongs = [](char c) {
    return (classes[static_cast<unsigned char>(c)] & name_char) != 0 && c != ':';
  };
  return !text.empty() && text[0] != '_' &&
         (classes[static_cast<unsigned char>(text[0])] & name_start) != 0 &&
         std::ranges::all_of(text, belongs);
}

/// An encoding that a file cannot have when its first characters could be read as ASCII.
bool is_wide_encoding(std::string_view name) {
  const std::string lower = to_lower(name);
  return lower.starts_with("utf-16") || lower.starts_with("utf-32") ||
         lower.starts_with("iso-10646-ucs") || lower.starts_with("ucs-");
}

/// What may stand before the root element, and the references that its declarations give a meaning.
class Prolog : protected Cursor {
 protected:
  using Cursor::Cursor;

  /// Reads what follows an '&'.
  Reference reference_after(std::uint32_t at) const {
    using Kind = Reference::Kind;
    if (at >= size() || text_[at] != '#') {
      if (!starts_name(at)) return {.kind = Kind::none, .end = at};
      const Span name = span(at, name_end(at));
      if (name.end >= size() || text_[name.end] != ';') {
        return {.kind = Kind::unclosed, .end = name.end};
      }
      return {.kind = Kind::entity, .end = name.end + 1, .name = name};
    }
    const bool hex = text_.substr(at + 1, 1) == "x";
    const char* const digits = text_.data() + at + (hex ? 2 : 1);
    std::uint32_t value = 0;
    const auto [stop, error] =
        std::from_chars(digits, text_.data() + text_.size(), value, hex ? 16 : 10);
    const auto end = static_cast<std::uint32_t>(stop - text_.data());
    if (stop == digits) return {.kind = Kind::malformed, .end = end};
    if (end >= size() || text_[end] != ';') return {.kind = Kind::unclosed, .end = end};
    if (error != std::errc()) value = 0;  // too large for any character, as 0 is too small
    return {.kind = Kind::character, .end = end + 1, .character = value};
  }

  /// Tells what is wrong with a reference, whatever its name means. The name of one that is not
  /// closed may be a piece of a password and is not said.
  void check_syntax(std::uint32_t begin, const Reference& reference) {
    const Span where = span(begin, reference.end);
    switch (reference.kind) {
      case Reference::Kind::none:
        return tell(where, "'&' begins no reference; write '&amp;' for the sign itself");
      case Reference::Kind::unclosed:
        if (text_[begin + 1] == '#' || is_predefined(view(where).substr(1))) {
          return tell(where, "reference without ';'");
        }
        return tell(where, "reference without ';'; write '&amp;' for the sign '&' itself");
      case Reference::Kind::malformed:
        return tell(where, "character reference without digits; expected a form such as '&#38;'");
      case Reference::Kind::character:
        if (is_xml_char(reference.character)) return;
        return tell(where, fmt::format("'{}' is a character that XML forbids", word(where)));
      case Reference::Kind::entity:
        return;
    }
  }

  /// The declared entity of a reference; null where it is none, predefined, or unknown (`told`:
  /// tell).
  Known* resolve(std::uint32_t begin, const Reference& reference, bool told) {
    if (reference.kind != Reference::Kind::entity) return nullptr;
    const std::string_view name = view(reference.name);
    if (is_predefined(name)) return nullptr;
    if (const auto found = known_.find(name); found != known_.end()) return &found->second;
    if (told && !stopped_ && (standalone_ || !declared_elsewhere_)) {
      tell(span(begin, reference.end),
           fmt::format("entity '{}' is not declared{}", word(reference.name),
                       did_you_mean(name, predefined)));
    }
    return nullptr;
  }

  /// Checks the reference at `begin`; where it ends.
  std::uint32_t reference(std::uint32_t begin, bool in_attribute) {
    const Reference reference = reference_after(begin + 1);
    check_syntax(begin, reference);
    Known* const known = resolve(begin, reference, true);
    if (known == nullptr) return reference.end;
    follow(*known, true);
    if (in_attribute && (known->markup || known->outside)) {
      tell(span(begin, reference.end),
           fmt::format("entity '{}' {}, so an attribute's value may not use it",
                       word(reference.name),
                       known->outside ? "lies outside the file" : "contains '<'"),
           {{known->entity.value, "declared here"}});
    }
    return reference.end;
  }

  // Entities.

  /// The next entity that the value of `from` refers to, from `at` on. As used, it tells what its
  /// users meet: unknown entities, and what a written-out '&#38;' makes of the text behind it.
  Known* next_entity(Known& from, std::uint32_t& at, bool used) {
    while (at < from.entity.value.end) {
      const std::uint32_t begin = at;
      if (text_[begin] == '<') from.markup = true;
      if (text_[begin] != '&') {
        ++at;
        continue;
      }
      Reference reference = reference_after(begin + 1);
      if (reference.character == U'<') from.markup = true;
      if (reference.character == U'&') {
        reference = reference_after(reference.end);
        if (used) check_syntax(begin, reference);
      }
      at = reference.end;
      if (Known* const known = resolve(begin, reference, used)) return known;
    }
    return nullptr;
  }

  /// Follows an entity to all that it refers to. No recursion: a chain may be as long as the file.
  void follow(Known& first, bool used) {
    const std::size_t turn = used ? 1 : 0;
    std::vector<Step> chain;
    const auto enter = [&](Known& known) {
      known.followed[turn] = known.open = true;
      const Span value = known.entity.value;
      chain.push_back({&known, known.entity.internal ? value.begin : value.end});
    };
    if (!first.followed[turn]) enter(first);
    while (!chain.empty()) {
      Known& from = *chain.back().known;
      Known* const to = next_entity(from, chain.back().at, used);
      if (to == nullptr) {
        from.open = false;
        chain.pop_back();
        if (!chain.empty()) chain.back().known->absorb(from);
      } else if (!to->followed[turn]) {
        enter(*to);
      } else if (!to->open) {
        from.absorb(*to);
      } else if (!used && !stopped_) {
        tell_loop(*to, chain);
      }
    }
  }

  /// `chain` ends with the entity that refers back to `known`.
  void tell_loop(const Known& known, const std::vector<Step>& chain) {
    constexpr int longest = 8;
    std::string way;
    auto at = std::ranges::find(chain, &known, &Step::known);
    for (int steps = 0; at != chain.end() && steps < longest; ++at, ++steps) {
      way += fmt::format("'{}' -> ", word(at->known->name));
    }
    if (at != chain.end()) way += "... -> ";
    tell(known.entity.value, fmt::format("entity refers to itself: {}'{}'", way, word(known.name)));
  }

  // The prolog.

  void declaration() {
    const std::uint32_t end = find("?>", 0);
    if (end == size()) return unclosed(span(0, 5), "XML declaration", "?>");
    at_ = 5;
    std::size_t next = 0;
    for (bool apart = skip_blanks(); at_ < end; apart = skip_blanks()) {
      const Span part = span(at_, std::max(name_end(at_), character(at_).end));
      std::size_t which = next;
      while (which < declaration_parts.size() && declaration_parts.at(which) != view(part)) ++which;
      if (which == declaration_parts.size()) {
        tell(part, fmt::format("'{}' is out of place in the XML declaration; expected 'version', "
                               "'encoding', 'standalone', in this order",
                               word(part)));
        break;
      }
      if (next == 0 && which > 0) no_version();
      if (!apart) tell(part, fmt::format("no blank before '{}'", word(part)));
      at_ = part.end;
      const std::optional<Span> value = attribute_value(part);
      if (!value) break;
      declared(which, *value);
      next = which + 1;
    }
    if (next == 0 && at_ == end) no_version();
    at_ = end + 2;
  }

  void no_version() {
    tell(span(0, 5), "XML declaration without a version; expected 'version=\"1.0\"' first");
  }

  void declared(std::size_t which, Span value) {
    const std::string_view said = view(value);
    if (which == 0 && !is_version(said)) {
      tell(value, fmt::format("'{}' is not a version of XML; expected '1.0'", word(value)));
    } else if (which == 1) {
      encoding_ = value;
      if (!is_encoding_name(said)) {
        tell(value,
             fmt::format("'{}' is not the name of an encoding; expected 'UTF-8'", word(value)));
      } else if (is_wide_encoding(said)) {
        tell(value, fmt::format("the file is not in '{}'; expected 'UTF-8'", word(value)));
      }
    } else if (which == 2) {
      standalone_ = said == "yes";
      if (standalone_ || said == "no") return;
      tell(value, fmt::format("standalone is '{}'; expected 'yes' or 'no'", word(value)));
    }
  }

  /// The readers of a DOCTYPE end with the first thing that they need and do not meet.
  bool need(bool met, std::string_view what) {
    if (!met) needed_ = what;
    return met;
  }
  bool step() {
    ++at_;
    return true;
  }
  bool need_blank() { return need(skip_blanks(), "a blank"); }
  bool need_end() {
    skip_blanks();
    return need(peek() == '>', "'>'") && step();
  }
  bool need_name(Span& name) {
    if (!need(starts_name(at_), "a name")) return false;
    name = span(at_, name_end(at_));
    at_ = name.end;
    return true;
  }
  bool need_literal(Span& value) {
    const char quote = peek();
    if (!need(quote == '"' || quote == '\'', "a value in quotes")) return false;
    value = span(at_ + 1, find({&quote, 1}, at_ + 1));
    at_ = value.end;
    return need(!at_end(), "") && step();
  }
  bool need_external_id() {
    Span ignored;
    const bool is_public = ahead("PUBLIC");
    if (!need(is_public || ahead("SYSTEM"), "'SYSTEM' or 'PUBLIC'")) return false;
    at_ += 6;
    if (is_public && !(need_blank() && need_literal(ignored))) return false;
    return need_blank() && need_literal(ignored);
  }

  void doctype(bool before_root) {
    const Span opening = span(at_, at_ + 9);
    if (doctype_seen_) {
      broken(opening, "a second DOCTYPE");
    } else if (!before_root) {
      broken(opening, "DOCTYPE behind the start of the root element; expected before it");
    }
    doctype_seen_ = true;
    at_ = opening.end;
    if (!need_doctype()) {
      if (at_end()) return unclosed(opening, "DOCTYPE", ">");
      broken(character(at_),
             fmt::format("'{}' in the DOCTYPE; expected {}", word(character(at_)), needed_));
      return stop();
    }
    for (auto& [name, known] : known_) follow(known, false);
  }

  bool need_doctype() {
    Span name;
    if (!need_blank() || !need_name(name)) return false;
    const bool apart = skip_blanks();
    if (apart && peek() != '[' && peek() != '>') {
      if (!need_external_id()) return false;
      declared_elsewhere_ = true;
      skip_blanks();
    }
    if (peek() == '[' && step() && !need_subset()) return false;
    return need_end();
  }

  bool need_subset() {
    bool fine = true;
    while (fine && !stopped_) {
      skip_blanks();
      if (peek() == ']') return step();
      if (ahead("<!--")) {
        comment();
      } else if (ahead("<?")) {
        instruction();
      } else if (peek() == '%') {
        Span name;
        ++at_;
        fine = need_name(name) && need(peek() == ';', "';'") && step();
        declared_elsewhere_ = true;
      } else {
        fine = ahead("<!ENTITY") ? need_entity() : need_declaration();
      }
    }
    return fine;
  }

  /// Reads over a declaration that only matters to validation.
  bool need_declaration() {
    const bool known = ahead("<!ELEMENT") || ahead("<!ATTLIST") || ahead("<!NOTATION");
    if (!need(known, "a declaration or ']'")) return false;
    for (++at_;;) {
      at_ = find_any("<>%\"'", at_);
      if (peek() != '"' && peek() != '\'') return need_end();
      Span ignored;
      if (!need_literal(ignored)) return false;
    }
  }

  bool need_entity() {
    at_ += 8;
    if (!need_blank()) return false;
    const bool parameter = peek() == '%';
    if (parameter && !(step() && need_blank())) return false;
    Span name;
    if (!need_name(name) || !need_blank()) return false;
    Known known{.name = name};
    if (peek() == '"' || peek() == '\'') {
      if (!need_literal(known.entity.value)) return false;
      check_literal(known.entity.value);
    } else {
      const std::uint32_t begin = at_;
      if (!need_external_id()) return false;
      known.entity = {.value = span(begin, at_), .internal = false};
      known.outside = true;
      if (!parameter && skip_blanks() && ahead("NDATA")) {
        at_ += 5;
        if (!need_blank() || !need_name(name)) return false;
      }
    }
    if (!parameter && !is_predefined(view(known.name))) known_.try_emplace(view(known.name), known);
    return need_end();
  }

  void check_literal(Span value) {
    for (std::uint32_t at = value.begin; at < value.end; ++at) {
      if (text_[at] == '%') {
        tell(span(at, at + 1), "'%' in the value of an entity; write '&#37;' for the sign itself");
      } else if (text_[at] == '&') {
        check_syntax(at, reference_after(at + 1));
      }
    }
  }

  // Comments and processing instructions, which may stand anywhere.

  void comment() {
    const Span opening = span(at_, at_ + 4);
    const std::uint32_t dashes = find("--", opening.end);
    const std::uint32_t end = find("-->", dashes);
    if (end == size()) return unclosed(opening, "comment", "-->");
    at_ = end + 3;
    if (dashes == end) return;
    if (dashes + 1 == end) {
      tell(span(dashes, at_), "'--->' at the end of a comment; expected '-->'");
    } else if (dashes >= opening.end + 2 && text_.substr(dashes - 2, 2) == "<!") {
      tell(span(dashes - 2, dashes + 2), "'<!--' inside a comment; AMPS refuses the file");
    } else {
      tell(span(dashes, dashes + 2), "'--' inside a comment; AMPS refuses the file");
    }
  }

  void instruction() {
    const Span target = span(at_ + 2, name_end(at_ + 2));
    const Span opening = span(at_, target.end);
    at_ = target.end;
    const std::uint32_t end = find("?>", at_);
    if (end == size()) return unclosed(opening, "processing instruction", "?>");
    if (!starts_name(target.begin)) {
      broken(opening, "processing instruction without a name");
    } else if (view(target) == "xml") {
      tell(opening, "XML declaration inside the file; expected at its very start");
    } else if (equal_ignoring_case(view(target), "xml")) {
      tell(target, fmt::format("'{}' cannot name a processing instruction", word(target)));
    } else if (at_ != end && !is(at_, blank)) {
      tell(character(at_),
           fmt::format("'{}' in the name of a processing instruction", word(character(at_))));
    }
    at_ = end + 2;
  }

  std::optional<Span> encoding_;
  std::map<std::string_view, Known> known_;

 private:
  bool standalone_ = false;
  bool doctype_seen_ = false;
  bool declared_elsewhere_ = false;  ///< part of the DTD is not here, and may know any entity
  std::string_view needed_;
};

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
    WellFormed result{.readable = readable_, .entities = {}, .roots = root_count_};
    for (const auto& [name, known] : known_) result.entities.emplace(name, known.entity);
    return result;
  }

 private:
  // Characters.

  bool looks_wide() {
    const std::string_view encoding = wide_encoding(text_);
    if (encoding.empty()) return false;
    tell(span(0, encoding == "UTF-32" ? 4 : 2), fmt::format("not UTF-8 (looks like {})", encoding),
         {}, DefectKind::not_utf8);
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
      tell(where, fmt::format("character U+{:04X}, which XML forbids", value));
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
    tell(where, fmt::format("not UTF-8: '{}'{}", word(where), why), std::move(notes),
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
        tell(span(at_, at_ + 3), "']]>' in text; write ']]&gt;'");
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
    if (readable_) tell(where, fmt::format("{} outside the root element", what));
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
    if (!starts_name(at_)) return no_name(span(begin, at_), "write '&lt;' for the sign '<' itself");
    const Span name = read_name();
    const TagEnd end = attributes(span(begin, name.end));
    if (attributes_.size() > 1) check_duplicates();
    if (open_.empty()) root(name);
    if (open_.size() == max_depth) {
      tell(name, fmt::format("elements nest deeper than {} levels", max_depth), {},
           DefectKind::too_deep);
      return stop();
    }
    if (end != TagEnd::empty) open_.push_back({.name = name, .doubtful = end == TagEnd::broken});
  }

  void root(Span name) {
    if (++root_count_ == 1) first_root_ = name;
    if (root_count_ != 2 || !readable_) return;
    if (roots_ == Roots::several) {
      tell(name,
           "an included file with several root elements; AMPS does not say whether it takes that",
           {{first_root_, "the first one is here"}}, DefectKind::include_roots);
    } else {
      tell(name, fmt::format("a second root element '{}'; expected one", word(name)),
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
      if (!apart) broken(name, fmt::format("no blank before attribute '{}'", word(name)));
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
        tell(*at, fmt::format("attribute '{}' is set twice", word(*at)),
             {{*first, "set here before"}});
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

WellFormed check_well_formed(const Sources& sources, SourceId id, Roots roots, Defects& defects) {
  return Reader(sources, id, roots, defects).read();
}

}  // namespace ampslint
