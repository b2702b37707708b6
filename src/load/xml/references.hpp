#pragma once

#include <charconv>
#include <map>
#include <system_error>
#include <vector>

#include "base/suggest.hpp"
#include "load/xml/cursor.hpp"
#include "load/xml/faults.hpp"
#include "load/xml/reader.hpp"

namespace ampslint::xml {

/// What stands behind an '&'.
struct Reference {
  enum class Kind : std::uint8_t { none, unclosed, malformed, character, entity };
  Kind kind = Kind::none;
  std::uint32_t end = 0;
  Range name = {};
  char32_t character = 0;
};

/// A general entity, and what it brings to its user, from all that it refers to as well.
struct Known {
  Range name;
  Entity entity = {};
  bool markup = false;
  bool outside = false;
  bool open = false;                  ///< being followed right now
  std::array<bool, 2> followed = {};  ///< as declared (finds loops), as used (finds the unknown)

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
  return std::ranges::find(predefined_entities, name) != predefined_entities.end();
}

/// References, and the entities that they bring in.
class References {
 public:
  References(const Cursor& in, Faults& faults) : in_(in), faults_(faults) {}

  /// The first declaration of a general entity counts.
  void declare(const Known& known) { known_.try_emplace(in_.view(known.name), known); }
  void set_standalone(bool standalone) { standalone_ = standalone; }
  /// Part of the DTD is not here, and may know any entity.
  void declare_elsewhere() { declared_elsewhere_ = true; }
  const std::map<std::string_view, Known>& all() const { return known_; }

  /// Checks the reference at `begin`; where it ends.
  std::uint32_t check(std::uint32_t begin, bool in_attribute) {
    const Reference reference = after(begin + 1);
    check_syntax(begin, reference);
    Known* const known = resolve(begin, reference, true);
    if (known == nullptr) return reference.end;
    follow(*known, true);
    if (in_attribute && (known->markup || known->outside)) {
      faults_.report({begin, reference.end},
                     "entity '{}' {}, so it cannot be used in an attribute value", reference.name,
                     known->outside ? "is outside the file" : "contains '<'");
      faults_.note(known->entity.value, "declared here");
    }
    return reference.end;
  }

  /// The same in the value of an entity, where it need not mean anything yet.
  void check_syntax(std::uint32_t begin) { check_syntax(begin, after(begin + 1)); }

  /// Reports the entities that refer to themselves.
  void check_loops() {
    for (auto& [name, known] : known_) follow(known, false);
  }

 private:
  /// Reads what follows an '&'.
  Reference after(std::uint32_t at) const {
    using Kind = Reference::Kind;
    const std::string_view text = in_.text;
    if (at >= text.size() || text[at] != '#') {
      if (!in_.starts_name(at)) return {.kind = Kind::none, .end = at};
      const Range name{at, in_.name_end(at)};
      if (name.end >= text.size() || text[name.end] != ';') {
        return {.kind = Kind::unclosed, .end = name.end};
      }
      return {.kind = Kind::entity, .end = name.end + 1, .name = name};
    }
    const bool hex = text.substr(at + 1, 1) == "x";
    const char* const digits = text.data() + at + (hex ? 2 : 1);
    std::uint32_t value = 0;
    const auto [stop, error] =
        std::from_chars(digits, text.data() + text.size(), value, hex ? 16 : 10);
    const auto end = static_cast<std::uint32_t>(stop - text.data());
    if (stop == digits) return {.kind = Kind::malformed, .end = end};
    if (end >= text.size() || text[end] != ';') return {.kind = Kind::unclosed, .end = end};
    if (error != std::errc()) value = 0;  // too large for any character, as 0 is too small
    return {.kind = Kind::character, .end = end + 1, .character = value};
  }

  /// Reports what is wrong with a reference, whatever its name means. The name of one that is not
  /// closed may be a piece of a password and is not said.
  void check_syntax(std::uint32_t begin, const Reference& reference) {
    const Range where{begin, reference.end};
    switch (reference.kind) {
      case Reference::Kind::none:
        return faults_.report(where,
                              "'&' does not begin a reference; write '&amp;' for a literal '&'");
      case Reference::Kind::unclosed:
        if (in_.text[begin + 1] == '#' || is_predefined(in_.view(where).substr(1))) {
          return faults_.report(where, "reference without ';'");
        }
        return faults_.report(where, "reference without ';'; write '&amp;' for a literal '&'");
      case Reference::Kind::malformed:
        return faults_.report(
            where, "character reference without digits; expected a form such as '&#38;'");
      case Reference::Kind::character:
        if (is_xml_char(reference.character)) return;
        return faults_.report(where, "'{}' is a character that XML forbids", where);
      case Reference::Kind::entity:
        return;
    }
  }

  /// The declared entity of a reference; null where it is none, predefined, or unknown, which is
  /// reported of one that is `used`.
  Known* resolve(std::uint32_t begin, const Reference& reference, bool used) {
    if (reference.kind != Reference::Kind::entity) return nullptr;
    const std::string_view name = in_.view(reference.name);
    if (is_predefined(name)) return nullptr;
    if (const auto found = known_.find(name); found != known_.end()) return &found->second;
    if (used && !faults_.stopped() && (standalone_ || !declared_elsewhere_)) {
      faults_.report({begin, reference.end}, "entity '{}' is not declared{}", reference.name,
                     did_you_mean(name, predefined_entities));
    }
    return nullptr;
  }

  /// The next entity that the value of `from` refers to, from `at` on. As used, it reports what its
  /// users meet: unknown entities, and what a written-out '&#38;' makes of the text behind it.
  Known* next_entity(Known& from, std::uint32_t& at, bool used) {
    while (at < from.entity.value.end) {
      const std::uint32_t begin = at;
      if (in_.text[begin] == '<') from.markup = true;
      if (in_.text[begin] != '&') {
        ++at;
        continue;
      }
      Reference reference = after(begin + 1);
      if (reference.character == U'<') from.markup = true;
      if (reference.character == U'&') {
        reference = after(reference.end);
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
      const Range value = known.entity.value;
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
      } else if (!used && !faults_.stopped()) {
        report_loop(*to, chain);
      }
    }
  }

  /// `chain` ends with the entity that refers back to `known`.
  void report_loop(const Known& known, const std::vector<Step>& chain) {
    constexpr int longest = 8;
    std::string way;
    auto at = std::ranges::find(chain, &known, &Step::known);
    for (int steps = 0; at != chain.end() && steps < longest; ++at, ++steps) {
      way += faults_.words("'{}' -> ", at->known->name);
    }
    if (at != chain.end()) way += "... -> ";
    faults_.report(known.entity.value, "entity refers to itself: {}'{}'", way, known.name);
  }

  const Cursor& in_;
  Faults& faults_;
  std::map<std::string_view, Known> known_;
  bool standalone_ = false;
  bool declared_elsewhere_ = false;
};

}  // namespace ampslint::xml
