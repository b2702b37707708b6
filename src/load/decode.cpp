#include "load/decode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <utility>

#include "suggest.hpp"

namespace ampslint {
namespace {

constexpr std::string_view blanks = " \t\r\n";

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

/// `#65` or `#x41`; 0 for what is none.
std::uint32_t character_of(std::string_view reference) {
  const bool hex = reference.starts_with("#x");
  reference.remove_prefix(hex ? 2 : 1);
  std::uint32_t code = 0;
  const char* end = reference.data() + reference.size();
  const auto parsed = std::from_chars(reference.data(), end, code, hex ? 16 : 10);
  return parsed.ec == std::errc() && parsed.ptr == end && code <= 0x10FFFF ? code : 0;
}

char predefined_entity(std::string_view name) {
  constexpr std::pair<std::string_view, char> known[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [entity, character] : known) {
    if (entity == name) return character;
  }
  return '\0';
}

}  // namespace

/// A value while it grows.
struct Decoder::Draft {
  std::string value;
  std::vector<Piece> pieces;
  bool unresolved = false;

  void append(std::string_view text, Span from, bool verbatim) {
    if (text.empty()) return;
    pieces.push_back(
        {.at = static_cast<std::uint32_t>(value.size()), .from = from, .verbatim = verbatim});
    value.append(text);
  }
};

Text Decoder::plain(std::uint32_t begin, std::uint32_t end) const {
  const Span where{.source = source_, .begin = begin, .end = end};
  return {.value = sources_.text(where), .where = where, .pieces = {}};
}

void Decoder::report(DefectKind kind, Span where, std::string message) {
  defects_.push_back({kind, {.where = where, .message = std::move(message)}});
}

Text Decoder::text(const std::vector<Run>& runs) {
  if (runs.empty()) return {};
  if (runs.size() == 1 && !runs[0].cdata) {
    Text whole = plain(runs[0].begin, runs[0].end);
    const std::size_t first = whole.value.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    const std::size_t last = whole.value.find_last_not_of(blanks);
    const auto begin = runs[0].begin + static_cast<std::uint32_t>(first);
    const auto end = runs[0].begin + static_cast<std::uint32_t>(last + 1);
    if (whole.value.find_first_of("&\r$") == std::string_view::npos) return plain(begin, end);
    return expanded(decode({{.begin = begin, .end = end, .cdata = false}}));
  }
  Text decoded = decode(runs);
  const std::size_t first = decoded.value.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  const std::size_t length = decoded.value.find_last_not_of(blanks) + 1 - first;
  const Span where = decoded.span(first, length);
  Draft draft;
  draft.unresolved = decoded.unresolved;
  for (std::size_t i = 0; i < decoded.pieces.size(); ++i) {
    const Piece& piece = decoded.pieces[i];
    const std::size_t stop = i + 1 < decoded.pieces.size() ? decoded.pieces[i + 1].at
                                                           : decoded.value.size();
    const std::size_t from = std::max<std::size_t>(piece.at, first);
    const std::size_t to = std::min(stop, first + length);
    if (from >= to) continue;
    draft.append(decoded.value.substr(from, to - from), decoded.span(from, to - from),
                 piece.verbatim);
  }
  return expanded(keep(draft, where));
}

Text Decoder::attribute(std::uint32_t begin, std::uint32_t end) {
  const Text whole = plain(begin, end);
  if (whole.value.find_first_of("&\r$") == std::string_view::npos) return whole;
  return expanded(decode({{.begin = begin, .end = end, .cdata = false}}));
}

Text Decoder::decode(const std::vector<Run>& runs) {
  Draft draft;
  for (const Run& run : runs) append_run(draft, run);
  return keep(draft,
              {.source = source_, .begin = runs.front().begin, .end = runs.back().end});
}

void Decoder::append_run(Draft& draft, const Run& run) {
  const std::string_view all = sources_[source_].text;
  std::uint32_t at = run.begin;
  const auto here = [this](std::uint32_t begin, std::uint32_t end) {
    return Span{.source = source_, .begin = begin, .end = end};
  };
  while (at < run.end) {
    const std::string_view rest = all.substr(at, run.end - at);
    const std::size_t plain_size = std::min(rest.find_first_of(run.cdata ? "\r" : "&\r"),
                                            rest.size());
    const auto stop = at + static_cast<std::uint32_t>(plain_size);
    draft.append(rest.substr(0, plain_size), here(at, stop), true);
    at = stop;
    if (at == run.end) break;
    if (all[at] == '\r') {
      const std::uint32_t after = at + (at + 1 < run.end && all[at + 1] == '\n' ? 2 : 1);
      draft.append("\n", here(at, after), false);
      at = after;
      continue;
    }
    const std::size_t semicolon = std::min(all.find(';', at), static_cast<std::size_t>(run.end));
    const auto after = static_cast<std::uint32_t>(std::min<std::size_t>(semicolon + 1, run.end));
    append_reference(draft, all.substr(at + 1, semicolon - at - 1), here(at, after), 0);
    at = after;
  }
}

void Decoder::append_reference(Draft& draft, std::string_view name, Span where,
                               std::uint32_t depth) {
  std::string replacement;
  if (name.starts_with('#')) {
    append_utf8(replacement, character_of(name));
    draft.append(replacement, where, false);
    return;
  }
  if (const char character = predefined_entity(name); character != '\0') {
    draft.append({&character, 1}, where, false);
    return;
  }
  const auto found = well_formed_.entities.find(name);
  if (found == well_formed_.entities.end()) {
    // Already told as not well-formed; the reference stays as it stands.
    draft.unresolved = true;
    draft.append(sources_.text(where), where, false);
    return;
  }
  const std::string_view text =
      found->second.internal ? sources_.text(found->second.value) : std::string_view();
  if (!found->second.internal || text.find('<') != std::string_view::npos) {
    incomplete_ = draft.unresolved = true;
    report(DefectKind::entity_external, where,
           fmt::format("entity '{}' {} and is not followed", printable(name),
                       found->second.internal ? "holds markup" : "lies outside the file"));
    return;
  }
  append_replacement(draft, text, where, depth + 1);
}

void Decoder::append_replacement(Draft& draft, std::string_view text, Span where,
                                 std::uint32_t depth) {
  entity_text_ += text.size();
  if (depth > max_entity_depth || entity_text_ > max_entity_text) {
    if (!incomplete_) {
      report(DefectKind::entity_limit, where,
             depth > max_entity_depth
                 ? fmt::format("entities nest deeper than {}", max_entity_depth)
                 : fmt::format("entities make more than {} bytes of text", max_entity_text));
    }
    incomplete_ = draft.unresolved = true;
    return;
  }
  while (!text.empty() && !(incomplete_ && entity_text_ > max_entity_text)) {
    const std::size_t plain_size = std::min(text.find('&'), text.size());
    draft.append(text.substr(0, plain_size), where, false);
    text.remove_prefix(plain_size);
    if (text.empty()) return;
    const std::size_t semicolon = text.find(';');
    if (semicolon == std::string_view::npos) return;
    append_reference(draft, text.substr(1, semicolon - 1), where, depth);
    text.remove_prefix(semicolon + 1);
  }
}

Text Decoder::keep(const Draft& draft, Span where) {
  auto* bytes = static_cast<char*>(arena_.allocate(std::max<std::size_t>(draft.value.size(), 1), 1));
  std::memcpy(bytes, draft.value.data(), draft.value.size());
  if (draft.pieces.empty()) {
    return {.value = {bytes, 0}, .where = where, .pieces = {}, .unresolved = draft.unresolved};
  }
  auto* pieces = static_cast<Piece*>(
      arena_.allocate(draft.pieces.size() * sizeof(Piece), alignof(Piece)));
  std::uninitialized_copy(draft.pieces.begin(), draft.pieces.end(), pieces);
  return {.value = {bytes, draft.value.size()},
          .where = where,
          .pieces = {pieces, draft.pieces.size()},
          .unresolved = draft.unresolved};
}

Text Decoder::expanded(const Text& text) {
  std::size_t at = text.value.find("${");
  if (at == std::string_view::npos) return text;
  Draft draft;
  draft.unresolved = text.unresolved;
  std::size_t copied = 0;
  for (; at != std::string_view::npos; at = text.value.find("${", at)) {
    const std::size_t close = text.value.find('}', at);
    if (close == std::string_view::npos) {
      report(DefectKind::variable_unterminated, text.span(at, text.value.size() - at),
             "'${' without '}'");
      draft.unresolved = true;
      break;
    }
    const std::string_view name = text.value.substr(at + 2, close - at - 2);
    const Span where = text.span(at, close + 1 - at);
    const std::optional<std::string_view> value = variables_.find(name);
    if (value) {
      draft.append(text.value.substr(copied, at - copied), text.span(copied, at - copied), true);
      draft.append(*value, where, false);
      copied = close + 1;
    } else {
      draft.unresolved = true;
      report(DefectKind::variable_undefined, where,
             fmt::format("'${{{}}}' is not defined", printable(name)));
    }
    at = close + 1;
  }
  draft.append(text.value.substr(copied), text.span(copied, text.value.size() - copied), true);
  return keep(draft, text.where);
}

}  // namespace ampslint
