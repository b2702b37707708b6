#include "model/redactor.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/printable.hpp"
#include "model/connection_string.hpp"
#include "model/named_secrets.hpp"

namespace ampslint {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// The name in `</name>`.
std::string_view without_tag(std::string_view quoted) {
  if (!quoted.starts_with("</")) return quoted;
  quoted.remove_prefix(2);
  if (quoted.ends_with('>')) quoted.remove_suffix(1);
  return quoted;
}

/// Calls `act` with what stands between single quotes, each time; it may replace that.
template <typename Act>
void for_quoted(std::string& words, const Act& act) {
  for (std::size_t begin = words.find('\''); begin < words.size();) {
    const std::size_t end = std::min(words.find('\'', begin + 1), words.size());
    const std::size_t length = end - begin - 1;
    const bool replaced = act(std::string_view(words).substr(begin + 1, length));
    if (replaced) words.replace(begin + 1, length, secret_mark);
    begin = words.find('\'', replaced ? begin + secret_mark.size() + 2 : end + 1);
  }
}

/// Where broken markup makes names of a secret, words quote pieces of it.
void hide_pieces_of(std::string_view secret, std::string& words) {
  constexpr std::size_t least = 3;
  for_quoted(words, [secret](std::string_view quoted) {
    const std::string_view name = without_tag(quoted);
    return name.size() >= least && secret.find(name) != std::string_view::npos;
  });
}

/// Quoted parts of a value that take something of its secrets with them.
void hide_quoted(std::string_view value, const std::vector<Range>& secrets, std::string& words) {
  for_quoted(words, [&](std::string_view quoted) {
    if (quoted.empty()) return false;
    for (std::size_t at = value.find(quoted); at != npos; at = value.find(quoted, at + 1)) {
      const auto overlaps = [&](const Range& secret) {
        return secret.begin < at + quoted.size() && at < secret.end;
      };
      if (std::ranges::any_of(secrets, overlaps)) return true;
    }
    return false;
  });
}

/// What signs of addresses, paths and options make of a secret.
void hide_words_of(std::string_view secret, std::string& words) {
  constexpr std::size_t least = 4;
  while (!secret.empty()) {
    const std::size_t end = std::min(secret.find_first_of(":/@,;?&# \t\r\n[]"), secret.size());
    if (end >= least) replace_all(words, secret.substr(0, end), secret_mark);
    secret.remove_prefix(std::min(end + 1, secret.size()));
  }
}

/// The lines on which a place stands, and two before them, where a name may be; what is far away on
/// a long line is not looked at.
Span lines_around(const Sources& sources, Span where) {
  constexpr std::size_t before = 2;
  const std::string_view text = sources[where.source].text;
  const std::size_t least = where.begin - std::min<std::size_t>(where.begin, limits::string_length);
  std::size_t begin = where.begin;
  for (std::size_t feeds = 0; begin > least; --begin) {
    if (text[begin - 1] == '\n' && ++feeds > before) break;
  }
  const std::string_view behind = text.substr(where.end, limits::string_length);
  const std::size_t end = where.end + std::min(behind.find('\n'), behind.size());
  return {.source = where.source,
          .begin = static_cast<std::uint32_t>(begin),
          .end = static_cast<std::uint32_t>(end)};
}

/// A place with what stands at most `far` bytes from it.
Span widened(Span where, std::size_t far, const Sources& sources) {
  const auto end = std::min<std::size_t>(where.end + far, sources.whole(where.source).end);
  return {
      .source = where.source,
      .begin = where.begin - static_cast<std::uint32_t>(std::min<std::size_t>(where.begin, far)),
      .end = static_cast<std::uint32_t>(end)};
}

}  // namespace

std::string masked(std::string_view text, std::uint32_t base, const std::vector<Range>& secrets) {
  if (secrets.empty()) return std::string(text);
  const auto end = base + static_cast<std::uint32_t>(text.size());
  std::string out;
  std::uint32_t at = base;
  bool goes_on = false;  // one mark for secrets that overlap or follow each other
  for (const Range& secret : secrets) {
    if (secret.end <= at || secret.begin >= end) continue;
    const std::uint32_t from = std::max(secret.begin, at);
    out.append(text.substr(at - base, from - at));
    if (!goes_on || from > at) out.append(secret_mark);
    goes_on = true;
    at = std::min(secret.end, end);
  }
  return out.append(text.substr(at - base));
}

std::string without_secrets(std::string_view text) { return masked(text, 0, secrets_of(text)); }

std::string without_secrets(std::string_view text, std::string_view part) {
  return masked(part, static_cast<std::uint32_t>(part.data() - text.data()), secrets_of(text));
}

void Redactor::hide(Span secret) {
  if (secret.begin >= secret.end) return;
  if (places_.size() <= secret.source) places_.resize(secret.source + 1);
  Places& secrets = places_[secret.source];
  auto at = secrets.empty() || secrets.rbegin()->first < secret.begin
                ? secrets.end()
                : secrets.lower_bound(secret.begin);
  while (at != secrets.end() && at->second <= secret.end) {
    secret.begin = std::min(secret.begin, at->second);
    secret.end = std::max(secret.end, at->first);
    at = secrets.erase(at);
  }
  secrets.emplace_hint(at, secret.end, secret.begin);
}

void Redactor::hide_pieces(Span where, std::string_view value) {
  if (!values_.find(value).empty()) made_.insert_or_assign(where, std::string(value));
}

std::string Redactor::without_pieces(Span where, std::string words) const {
  auto at = made_.upper_bound({.source = where.source, .begin = where.end, .end = where.end});
  while (at != made_.begin()) {
    const auto& [place, value] = *--at;
    if (place.source != where.source || place.end < where.begin) break;
    const std::vector<Range> secrets = values_.find(value);
    hide_quoted(value, secrets, words);
    for (const Range secret : secrets) hide_words_of(secret.of(value), words);
  }
  return words;
}

void Redactor::hide_named(const Sources& sources, SourceId source) {
  if (searched_.size() <= source) searched_.resize(source + 1);
  if (searched_[source]) return;
  searched_[source] = true;
  for (const Range& secret : named_secrets(sources[source].text)) {
    hide({.source = source, .begin = secret.begin, .end = secret.end});
  }
}

void Redactor::forget_last(SourceId last) {
  if (last < places_.size()) places_.resize(last);
  if (last < searched_.size()) searched_.resize(last);
}

std::vector<Range> Redactor::secrets_in(Span where) const {
  if (where.source >= places_.size()) return {};
  const Places& secrets = places_[where.source];
  std::vector<Range> found;
  for (auto at = secrets.upper_bound(where.begin); at != secrets.end() && at->second < where.end;
       ++at) {
    found.push_back({at->second, at->first});
  }
  return found;
}

std::vector<Range> Redactor::secrets_shown(const Sources& sources, Span where) const {
  std::vector<Range> secrets = secrets_in(where);
  const std::size_t placed = secrets.size();
  const auto add = [&](const std::vector<Range>& found, std::uint32_t base) {
    for (const Range& one : found) {
      const Range range{base + one.begin, base + one.end};
      if (range.end > where.begin && range.begin < where.end) secrets.push_back(range);
    }
  };
  if (where.source >= searched_.size() || !searched_[where.source]) {
    const Span lines = lines_around(sources, where);
    add(named_secrets(sources.text(lines)), lines.begin);
  }
  if (!values_.empty()) {
    const Span wide = widened(where, values_.longest(), sources);
    add(values_.find(sources.text(wide)), wide.begin);
  }
  if (secrets.size() > placed) std::ranges::sort(secrets);
  return secrets;
}

std::string Redactor::shown(const Sources& sources, Span where) const {
  return masked(sources.text(where), where.begin, secrets_shown(sources, where));
}

std::string Redactor::shown(const Text& text) const {
  const std::vector<Range> secrets = secrets_in(text.where);
  const bool all = !secrets.empty() && secrets.front().begin <= text.where.begin &&
                   secrets.front().end >= text.where.end;
  return all ? std::string(secret_mark) : hidden(std::string(text.value));
}

std::string Redactor::hidden(std::string words) const {
  std::vector<Range> secrets = values_.find(words);
  // A path is written with one slash where a URI has two.
  for (const std::string_view sign : {":/", "@", "=", "%2F%2F", "%2f%2f"}) {
    for_words_around(sign, words, [&](Range word) {
      for (const Range secret : secrets_of(word.of(words))) {
        secrets.push_back({word.begin + secret.begin, word.begin + secret.end});
      }
    });
  }
  if (secrets.empty()) return words;
  std::ranges::sort(secrets);
  return masked(words, 0, secrets);
}

std::string Redactor::clean(std::string words) const { return printable(hidden(std::move(words))); }

Span Surroundings::around(Span where) const {
  Span near = sources_.near(where, limits::string_length);
  // On a long line, neighbours look at the same piece.
  constexpr std::uint32_t piece = limits::string_length;
  if (where.begin - near.begin == piece) near.begin -= near.begin % piece;
  if (near.end - where.end == piece) near.end += piece - near.end % piece;
  near.end = std::min(near.end, sources_.whole(near.source).end);
  return near;
}

const Surroundings::Secrets& Surroundings::secrets_around(Span where) {
  constexpr std::size_t most = 256;
  const Span near = around(where);
  if (known_.size() == most && !known_.contains(near)) known_.clear();
  const auto [at, is_new] = known_.try_emplace(near);
  Secrets& secrets = at->second;
  if (!is_new) return secrets;
  secrets.places = redactor_.secrets_shown(sources_, near);
  if (secrets.places.empty()) return secrets;
  for_words_around("://", sources_.text(near), [&](Range word) {
    const std::string_view uri = word.of(sources_.text(near));
    std::string hidden = masked(uri, near.begin + word.begin, secrets.places);
    if (hidden != uri) secrets.uris.emplace(uri, std::move(hidden));
  });
  return secrets;
}

std::string Surroundings::clean(std::string words, std::span<const Span> places) {
  for (const Span where : places) {
    words = redactor_.without_pieces(where, std::move(words));
    const Secrets& secrets = secrets_around(where);
    for (const Range secret : secrets.places) {
      const std::string_view value = secret.of(sources_[where.source].text);
      const bool holds = secret.begin <= where.begin && secret.end >= where.end;
      if (holds) hide_pieces_of(value, words);
      if (is_distinctive(value)) replace_all(words, value, secret_mark);
    }
    // URIs nearby are hidden where words quote them whole, however they are written.
    for (const auto& [uri, hidden] : secrets.uris) replace_all(words, uri, hidden);
  }
  return redactor_.clean(std::move(words));
}

}  // namespace ampslint
