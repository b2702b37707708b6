#include "load/xml/decode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/placeholder.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

/// Holds no reference, variable or line end that would be replaced. (A search for each sign would
/// cost more than this one walk.)
bool stands_for_itself(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return c == '&' || c == '\r' || c == '$'; });
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

/// The sign that an entity stands for; empty for one that XML does not know by itself.
std::string_view predefined_sign(std::string_view name) {
  const auto known = std::ranges::find(predefined_entities, name);
  if (known == predefined_entities.end()) return {};
  return predefined_signs.substr(
      static_cast<std::size_t>(std::distance(predefined_entities.begin(), known)), 1);
}

bool is_shell_variable(std::string_view text) {
  return text.starts_with("${") && !text.starts_with("${{");
}

/// An element whose value comes to nothing has none.
Text or_absent(const Text& text) { return text.value.empty() && !text.unresolved ? Text() : text; }

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

  /// The bytes [begin, end) of a text, piece by piece where it has pieces.
  void append(const Text& text, std::size_t begin, std::size_t end) {
    auto piece = std::ranges::upper_bound(text.pieces, begin, {}, &Piece::at);
    if (piece != text.pieces.begin()) --piece;
    while (begin < end) {
      const bool last = text.pieces.empty() || std::next(piece) == text.pieces.end();
      const std::size_t stop = last ? end : std::min<std::size_t>(end, std::next(piece)->at);
      append(text.value.substr(begin, stop - begin), text.span(begin, stop - begin),
             text.pieces.empty() || piece->verbatim);
      begin = stop;
      if (!last) ++piece;
    }
  }
};

Text Decoder::plain(Range where) const {
  return {.value = where.of(text_), .where = span(where.begin, where.end), .pieces = {}};
}

void Decoder::report(DefectKind kind, Span where, std::string message) {
  defects_.push_back({kind, {.where = where, .message = std::move(message)}});
}

Text Decoder::text(const std::vector<Run>& runs) {
  if (runs.empty()) return {};
  if (runs.size() == 1 && !runs[0].cdata) {
    const auto value = without_blanks(runs[0].where.of(text_));
    if (value.empty()) return {};
    const auto begin = static_cast<std::uint32_t>(value.data() - text_.data());
    return or_absent(attribute({begin, begin + static_cast<std::uint32_t>(value.size())}));
  }
  const Text decoded = decode(runs);
  const std::string_view value = without_blanks(decoded.value);
  if (value.empty()) return {};
  const auto begin = static_cast<std::size_t>(value.data() - decoded.value.data());
  Draft draft;
  draft.unresolved = decoded.unresolved;
  draft.append(decoded, begin, begin + value.size());
  return or_absent(filled_in(expanded(keep(draft, decoded.span(begin, value.size())))));
}

Text Decoder::attribute(Range where) {
  const Text whole = plain(where);
  return filled_in(stands_for_itself(whole.value) ? whole : expanded(decode({{where}})));
}

Text Decoder::decode(const std::vector<Run>& runs) {
  Draft draft;
  for (const Run& run : runs) append_run(draft, run);
  return keep(draft, span(runs.front().where.begin, runs.back().where.end));
}

void Decoder::append_run(Draft& draft, const Run& run) {
  const std::uint32_t end = run.where.end;
  for (std::uint32_t at = run.where.begin; at < end;) {
    const std::string_view rest = text_.substr(at, end - at);
    const std::size_t plain_size =
        std::min(rest.find_first_of(run.cdata ? "\r" : "&\r"), rest.size());
    const auto stop = at + static_cast<std::uint32_t>(plain_size);
    draft.append(rest.substr(0, plain_size), span(at, stop), true);
    at = stop;
    if (at == end) break;
    if (text_[at] == '\r') {
      const std::uint32_t after = at + (at + 1 < end && text_[at + 1] == '\n' ? 2 : 1);
      draft.append("\n", span(at, after), false);
      at = after;
      continue;
    }
    const std::string_view reference = text_.substr(at + 1, end - at - 1);
    const std::size_t name = std::min(reference.find(';'), reference.size());
    const auto after = std::min(at + static_cast<std::uint32_t>(name + 2), end);
    append_reference(draft, reference.substr(0, name), span(at, after), 0);
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
  if (const std::string_view sign = predefined_sign(name); !sign.empty()) {
    draft.append(sign, where, false);
    return;
  }
  const auto found = entities_.find(name);
  if (found == entities_.end()) {
    // Already reported as not well-formed; the reference stays as it stands.
    draft.unresolved = true;
    draft.append(text_.substr(where.begin, where.end - where.begin), where, false);
    return;
  }
  const std::string_view text =
      found->second.internal ? found->second.value.of(text_) : std::string_view();
  if (!found->second.internal || text.find('<') != std::string_view::npos) {
    incomplete_ = draft.unresolved = true;
    report(DefectKind::entity_external, where,
           fmt::format("entity '{}' {} and is not followed", name,
                       found->second.internal ? "holds markup" : "is outside the file"));
    return;
  }
  append_replacement(draft, text, where, depth + 1);
}

void Decoder::append_replacement(Draft& draft, std::string_view text, Span where,
                                 std::uint32_t depth) {
  used_.entities += text.size();
  if (depth > limits::entity_depth || used_.entities > limits::entity_text) {
    report_entity_limit(where, depth);
    incomplete_ = draft.unresolved = true;
    return;
  }
  while (!text.empty() && used_.entities <= limits::entity_text) {
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

void Decoder::report_entity_limit(Span where, std::uint32_t depth) {
  if (std::exchange(used_.entities_reported, true)) return;
  report(DefectKind::entity_limit, where,
         depth > limits::entity_depth
             ? fmt::format("entities nest deeper than {} levels", limits::entity_depth)
             : fmt::format("entities expand to more than {} bytes of text", limits::entity_text));
}

Text Decoder::keep(const Draft& draft, Span where) {
  auto* bytes =
      static_cast<char*>(arena_.allocate(std::max<std::size_t>(draft.value.size(), 1), 1));
  std::ranges::copy(draft.value, bytes);
  if (draft.pieces.empty()) {
    return {.value = {bytes, 0}, .where = where, .unresolved = draft.unresolved, .pieces = {}};
  }
  auto* pieces =
      static_cast<Piece*>(arena_.allocate(draft.pieces.size() * sizeof(Piece), alignof(Piece)));
  std::ranges::uninitialized_copy(draft.pieces, std::span(pieces, draft.pieces.size()));
  return {.value = {bytes, draft.value.size()},
          .where = where,
          .unresolved = draft.unresolved,
          .pieces = {pieces, draft.pieces.size()}};
}

Text Decoder::expanded(const Text& text) {
  std::size_t at = text.value.find("${");
  if (at == std::string_view::npos) return text;
  Draft draft;
  draft.unresolved = text.unresolved;
  const bool beside_file = text.value.starts_with("${AMPS_CONFIG_DIRECTORY}");
  std::size_t copied = 0;
  for (; at != std::string_view::npos; at = text.value.find("${", at)) {
    if (!is_shell_variable(text.value.substr(at))) {  // of a template
      at += 3;
      continue;
    }
    const std::size_t close = text.value.find('}', at);
    if (close == std::string_view::npos) {
      report(DefectKind::variable_unterminated, text.span(at, text.value.size() - at),
             "'${' without '}'");
      draft.unresolved = true;
      break;
    }
    const std::string_view name = text.value.substr(at + 2, close - at - 2);
    const Span where = text.span(at, close + 1 - at);
    if (const std::optional<std::string_view> value = value_of(name, where)) {
      draft.append(text, copied, at);
      draft.append(*value, where, false);
      copied = close + 1;
    } else {
      draft.unresolved = true;
    }
    at = close + 1;
  }
  draft.append(text, copied, text.value.size());
  Text whole = keep(draft, text.where);
  whole.beside_file = beside_file;
  return whole;
}

/// Once for all uses.
void Decoder::report_undefined(std::string_view name, Span where) {
  const auto known = used_.undefined.find(name);
  if (known != used_.undefined.end()) {
    ++known->second.uses;
    return;
  }
  const std::string_view way_out = variables_.withholds(name)
                                       ? "; in CI the environment's value is used only if "
                                         "'environment' in 'ampslint.toml' lists the name"
                                       : "";
  used_.undefined.emplace(name, UsedText::Undefined{.defect = defects_.size(), .uses = 1});
  report(DefectKind::variable_undefined, where,
         fmt::format("'${{{}}}' is not defined{}", name, way_out));
}

/// A value whose placeholders of a template (`{{ port }}`, `@PORT@`) are replaced by what is given
/// for their names; where nothing is, it is not known.
Text Decoder::filled_in(const Text& text) {
  constexpr auto use = PlaceholderUse::configuration;
  constexpr std::size_t most_tokens = 10'000;
  std::string_view token = first_placeholder(text.value, 0, use);
  if (token.empty()) return text;
  Draft draft;
  draft.unresolved = text.unresolved;
  std::size_t copied = 0;
  while (!token.empty()) {
    const auto at = static_cast<std::size_t>(token.data() - text.value.data());
    const bool is_variable = is_shell_variable(token);
    const std::string_view name = is_variable ? std::string_view() : placeholder_name(token);
    const std::string* value = name.empty() ? nullptr : variables_.given(name);
    if (value != nullptr && used_.variables + value->size() <= limits::variable_text) {
      used_.variables += value->size();
      used_.found.emplace(name);
      draft.append(text, copied, at);
      draft.append(*value, text.span(at, token.size()), false);
      if (!first_placeholder(*value, 0, use).empty()) draft.unresolved = true;
      copied = at + token.size();
    } else {
      // `${NAME}` has no value, or it stands in one: it is not known whether that is read again.
      draft.unresolved = true;
      const Span where = text.span(at, token.size());
      const bool is_token = !is_variable && !is_shell_variable(text_.substr(where.begin));
      if (is_token && used_.tokens.size() < most_tokens) used_.tokens.push_back(where);
    }
    token = first_placeholder(text.value, at + token.size(), use);
  }
  if (copied == 0) {
    Text same = text;
    same.unresolved = draft.unresolved;
    return same;
  }
  draft.append(text, copied, text.value.size());
  return keep(draft, text.where);
}

/// Nothing, and a finding, where a variable has no value or all of them are too large.
std::optional<std::string_view> Decoder::value_of(std::string_view name, Span where) {
  const std::optional<std::string_view> value = variables_.find(name);
  if (!value) {
    report_undefined(name, where);
    return std::nullopt;
  }
  used_.found.emplace(name);
  used_.variables += value->size();
  if (used_.variables <= limits::variable_text) return value;
  if (!std::exchange(used_.variables_reported, true)) {
    report(
        DefectKind::expanded_too_large, where,
        fmt::format("variables expand to more than {} MiB of text", limits::variable_text >> 20U));
  }
  return std::nullopt;
}

}  // namespace ampslint
