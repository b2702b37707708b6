#pragma once

#include <charconv>
#include <map>
#include <system_error>

#include "load/cursor.hpp"
#include "load/wellformed.hpp"

namespace ampslint::wellformed {

inline constexpr std::array<std::string_view, 5> predefined{"amp", "lt", "gt", "quot", "apos"};
inline constexpr std::array<std::string_view, 3> declaration_parts{"version", "encoding",
                                                                   "standalone"};

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

inline bool is_predefined(std::string_view name) {
  return std::ranges::find(predefined, name) != predefined.end();
}

inline bool is_version(std::string_view text) {
  return text.size() > 2 && text.starts_with("1.") &&
         text.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

inline bool is_encoding_name(std::string_view text) {
  const auto belongs = [](char c) {
    return (classes[static_cast<unsigned char>(c)] & name_char) != 0 && c != ':';
  };
  return !text.empty() && text[0] != '_' &&
         (classes[static_cast<unsigned char>(text[0])] & name_start) != 0 &&
         std::ranges::all_of(text, belongs);
}

/// An encoding that a file cannot have when its first characters could be read as ASCII.
inline bool is_wide_encoding(std::string_view name) {
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
        tell(value, fmt::format("the file is not in '{}'; expected 'UTF-8'", word(value)), {},
             DefectKind::not_utf8);
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
    tell_ready_marker(opening.end, end);
    if (dashes == end) return;
    if (dashes + 1 == end) {
      tell(span(dashes, at_), "'--->' at the end of a comment; expected '-->'");
    } else if (dashes >= opening.end + 2 && text_.substr(dashes - 2, 2) == "<!") {
      tell(span(dashes - 2, dashes + 2), "'<!--' inside a comment; AMPS refuses the file");
    } else {
      tell(span(dashes, dashes + 2), "'--' inside a comment; AMPS refuses the file");
    }
  }

  void tell_ready_marker(std::uint32_t begin, std::uint32_t end) {
    constexpr std::string_view marker = "AMPS initialization completed";
    const std::size_t found = text_.substr(begin, end - begin).find(marker);
    if (found == std::string_view::npos) return;
    const auto at = begin + static_cast<std::uint32_t>(found);
    tell(span(at, at + static_cast<std::uint32_t>(marker.size())),
         "the log shows this comment before AMPS is ready", {}, DefectKind::comment_ready_marker);
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

}  // namespace ampslint::wellformed
