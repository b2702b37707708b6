#pragma once

#include "load/xml/references.hpp"

namespace ampslint::wellformed {

inline constexpr std::array<std::string_view, 3> declaration_parts{"version", "encoding",
                                                                   "standalone"};

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

/// What may stand before the root element, and the comments and instructions that may stand
/// anywhere.
class Prolog : protected References {
 protected:
  using References::References;

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
        report(part, fmt::format("'{}' is out of place in the XML declaration; expected 'version', "
                                 "'encoding', 'standalone', in this order",
                                 word(part)));
        break;
      }
      if (next == 0 && which > 0) no_version();
      if (!apart) report(part, fmt::format("no white space before '{}'", word(part)));
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
    report(span(0, 5), "XML declaration without a version; expected 'version=\"1.0\"' first");
  }

  void declared(std::size_t which, Span value) {
    const std::string_view said = view(value);
    if (which == 0 && !is_version(said)) {
      report(value, fmt::format("'{}' is not a version of XML; expected '1.0'", word(value)));
    } else if (which == 1) {
      encoding_ = value;
      if (!is_encoding_name(said)) {
        report(value,
               fmt::format("'{}' is not the name of an encoding; expected 'UTF-8'", word(value)));
      } else if (is_wide_encoding(said)) {
        report(value, fmt::format("the file is not in '{}'; expected 'UTF-8'", word(value)), {},
               DefectKind::not_utf8);
      }
    } else if (which == 2) {
      standalone_ = said == "yes";
      if (standalone_ || said == "no") return;
      report(value, fmt::format("standalone is '{}'; expected 'yes' or 'no'", word(value)));
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
  bool need_blank() { return need(skip_blanks(), "white space"); }
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
      broken(opening, "DOCTYPE after the start of the root element; expected before it");
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
    if (!may_have_more(known.name)) return false;
    if (!parameter && !is_predefined(view(known.name))) known_.try_emplace(view(known.name), known);
    return need_end();
  }

  void check_literal(Span value) {
    for (std::uint32_t at = value.begin; at < value.end; ++at) {
      if (text_[at] == '%') {
        report(span(at, at + 1), "'%' in the value of an entity; write '&#37;' for a literal '%'");
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
    report_ready_marker(opening.end, end);
    if (dashes == end) return;
    if (dashes + 1 == end) {
      report(span(dashes, at_), "'--->' at the end of a comment; expected '-->'");
    } else if (dashes >= opening.end + 2 && text_.substr(dashes - 2, 2) == "<!") {
      report(span(dashes - 2, dashes + 2), "'<!--' inside a comment; AMPS rejects the file");
    } else {
      report(span(dashes, dashes + 2), "'--' inside a comment; AMPS rejects the file");
    }
  }

  void report_ready_marker(std::uint32_t begin, std::uint32_t end) {
    constexpr std::string_view marker = "AMPS initialization completed";
    const std::size_t found = text_.substr(begin, end - begin).find(marker);
    if (found == std::string_view::npos) return;
    const auto at = begin + static_cast<std::uint32_t>(found);
    report(span(at, at + static_cast<std::uint32_t>(marker.size())),
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
      report(opening, "XML declaration inside the file; expected at its very start");
    } else if (equal_ignoring_case(view(target), "xml")) {
      report(target, fmt::format("'{}' cannot name a processing instruction", word(target)));
    } else if (at_ != end && !is(at_, blank)) {
      report(character(at_),
             fmt::format("'{}' in the name of a processing instruction", word(character(at_))));
    }
    at_ = end + 2;
  }

  std::optional<Span> encoding_;

 private:
  bool doctype_seen_ = false;
  std::string_view needed_;
};

}  // namespace ampslint::wellformed
