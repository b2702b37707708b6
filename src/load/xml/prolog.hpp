#pragma once

#include "base/ascii.hpp"
#include "load/xml/references.hpp"
#include "load/xml/tokens.hpp"

namespace ampslint::xml {

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

/// What may stand before the root element.
class Prolog {
 public:
  Prolog(Cursor& in, Faults& faults, Tokens& tokens, References& references)
      : in_(in), faults_(faults), tokens_(tokens), references_(references) {}

  void declaration() {
    const std::uint32_t end = in_.find("?>", 0);
    if (end == in_.size()) return tokens_.unclosed({0, 5}, "XML declaration", "?>");
    in_.at = 5;
    std::size_t next = 0;
    for (bool apart = in_.skip_blanks(); in_.at < end; apart = in_.skip_blanks()) {
      const Range part{in_.at, std::max(in_.name_end(in_.at), in_.character(in_.at).end)};
      std::size_t which = next;
      while (which < declaration_parts.size() && declaration_parts.at(which) != in_.view(part)) {
        ++which;
      }
      if (which == declaration_parts.size()) {
        faults_.report(part,
                       "'{}' is out of place in the XML declaration; expected 'version', "
                       "'encoding', 'standalone', in this order",
                       part);
        break;
      }
      if (next == 0 && which > 0) no_version();
      if (!apart) faults_.report(part, "no white space before '{}'", part);
      in_.at = part.end;
      const std::optional<Range> value = tokens_.attribute_value(part);
      if (!value) break;
      declared(which, *value);
      next = which + 1;
    }
    if (next == 0 && in_.at == end) no_version();
    in_.at = end + 2;
  }

  void doctype(bool before_root) {
    const Range opening{in_.at, in_.at + 9};
    if (doctype_seen_) {
      faults_.broken(opening, "a second DOCTYPE");
    } else if (!before_root) {
      faults_.broken(opening, "DOCTYPE after the start of the root element; expected before it");
    }
    doctype_seen_ = true;
    in_.at = opening.end;
    if (need_doctype()) return references_.check_loops();
    if (in_.at_end()) return tokens_.unclosed(opening, "DOCTYPE", ">");
    const Range wrong = in_.character(in_.at);
    faults_.broken(wrong, "'{}' in the DOCTYPE; expected {}", wrong, needed_);
    faults_.stop();
    in_.at = in_.find(">", in_.at);
  }

  /// The encoding that the file declares.
  const std::optional<Range>& encoding() const { return encoding_; }

 private:
  void no_version() {
    faults_.report({0, 5}, "XML declaration without a version; expected 'version=\"1.0\"' first");
  }

  void declared(std::size_t which, Range value) {
    const std::string_view said = in_.view(value);
    if (which == 0 && !is_version(said)) {
      faults_.report(value, "'{}' is not a version of XML; expected '1.0'", value);
    } else if (which == 1) {
      encoding_ = value;
      if (!is_encoding_name(said)) {
        faults_.report(value, "'{}' is not the name of an encoding; expected 'UTF-8'", value);
      } else if (is_wide_encoding(said)) {
        faults_.report_as(DefectKind::not_utf8, value, "the file is not in '{}'; expected 'UTF-8'",
                          value);
      }
    } else if (which == 2) {
      references_.set_standalone(said == "yes");
      if (said == "yes" || said == "no") return;
      faults_.report(value, "standalone is '{}'; expected 'yes' or 'no'", value);
    }
  }

  /// The readers of a DOCTYPE end with the first thing that they need and do not meet.
  bool need(bool met, std::string_view what) {
    if (!met) needed_ = what;
    return met;
  }
  bool step() {
    ++in_.at;
    return true;
  }
  bool need_blank() { return need(in_.skip_blanks(), "white space"); }
  bool need_end() {
    in_.skip_blanks();
    return need(in_.peek() == '>', "'>'") && step();
  }
  bool need_name(Range& name) {
    if (!need(in_.starts_name(in_.at), "a name")) return false;
    name = {in_.at, in_.name_end(in_.at)};
    in_.at = name.end;
    return true;
  }
  bool need_literal(Range& value) {
    const char quote = in_.peek();
    if (!need(quote == '"' || quote == '\'', "a value in quotes")) return false;
    value = {in_.at + 1, in_.find({&quote, 1}, in_.at + 1)};
    in_.at = value.end;
    return need(!in_.at_end(), "") && step();
  }
  bool need_external_id() {
    Range ignored;
    const bool is_public = in_.ahead("PUBLIC");
    if (!need(is_public || in_.ahead("SYSTEM"), "'SYSTEM' or 'PUBLIC'")) return false;
    in_.at += 6;
    if (is_public && !(need_blank() && need_literal(ignored))) return false;
    return need_blank() && need_literal(ignored);
  }

  bool need_doctype() {
    Range name;
    if (!need_blank() || !need_name(name)) return false;
    const bool apart = in_.skip_blanks();
    if (apart && in_.peek() != '[' && in_.peek() != '>') {
      if (!need_external_id()) return false;
      references_.declare_elsewhere();
      in_.skip_blanks();
    }
    if (in_.peek() == '[' && step() && !need_subset()) return false;
    return need_end();
  }

  bool need_subset() {
    bool fine = true;
    while (fine) {
      in_.skip_blanks();
      if (in_.peek() == ']') return step();
      if (in_.ahead("<!--")) {
        tokens_.comment();
      } else if (in_.ahead("<?")) {
        tokens_.instruction();
      } else if (in_.peek() == '%') {
        Range name;
        ++in_.at;
        fine = need_name(name) && need(in_.peek() == ';', "';'") && step();
        references_.declare_elsewhere();
      } else {
        fine = in_.ahead("<!ENTITY") ? need_entity() : need_declaration();
      }
    }
    return fine;
  }

  /// Reads over a declaration that only matters to validation.
  bool need_declaration() {
    const bool known = in_.ahead("<!ELEMENT") || in_.ahead("<!ATTLIST") || in_.ahead("<!NOTATION");
    if (!need(known, "a declaration or ']'")) return false;
    for (++in_.at;;) {
      in_.at = in_.find_any("<>%\"'", in_.at);
      if (in_.peek() != '"' && in_.peek() != '\'') return need_end();
      Range ignored;
      if (!need_literal(ignored)) return false;
    }
  }

  bool need_entity() {
    in_.at += 8;
    if (!need_blank()) return false;
    const bool parameter = in_.peek() == '%';
    if (parameter && !(step() && need_blank())) return false;
    Range name;
    if (!need_name(name) || !need_blank()) return false;
    Known known{.name = name};
    if (in_.peek() == '"' || in_.peek() == '\'') {
      if (!need_literal(known.entity.value)) return false;
      check_literal(known.entity.value);
    } else {
      const std::uint32_t begin = in_.at;
      if (!need_external_id()) return false;
      known.entity = {.value = {begin, in_.at}, .internal = false};
      known.outside = true;
      if (!parameter && in_.skip_blanks() && in_.ahead("NDATA")) {
        in_.at += 5;
        if (!need_blank() || !need_name(name)) return false;
      }
    }
    faults_.count(known.name);
    if (!parameter && !is_predefined(in_.view(known.name))) references_.declare(known);
    return need_end();
  }

  void check_literal(Range value) {
    for (std::uint32_t at = value.begin; at < value.end; ++at) {
      if (in_.text[at] == '%') {
        faults_.report({at, at + 1},
                       "'%' in the value of an entity; write '&#37;' for a literal '%'");
      } else if (in_.text[at] == '&') {
        references_.check_syntax(at);
      }
    }
  }

  Cursor& in_;
  Faults& faults_;
  Tokens& tokens_;
  References& references_;
  std::optional<Range> encoding_;
  bool doctype_seen_ = false;
  std::string_view needed_;
};

}  // namespace ampslint::xml
