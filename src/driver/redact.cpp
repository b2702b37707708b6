#include "driver/redact.hpp"

#include <algorithm>
#include <vector>

#include "base/printable.hpp"

namespace ampslint {
namespace {

/// The bytes [begin, end) of a text that stands at `where`.
Span part_of(Span where, std::size_t begin, std::size_t end) {
  return {.source = where.source,
          .begin = where.begin + static_cast<std::uint32_t>(begin),
          .end = where.begin + static_cast<std::uint32_t>(end)};
}

/// Calls `act` with what stands around a sign, up to the next blanks, quotes and tags, each time
/// that it stands in a text.
template <typename Act>
void for_words_around(std::string_view sign, Span where, const Sources& sources, const Act& act) {
  constexpr std::string_view between = " \t\r\n\"'`<>";
  if (where.begin >= where.end) return;
  const std::string_view text = sources.text(where);
  std::size_t end = 0;
  for (std::size_t at = text.find(sign); at != text.npos; at = text.find(sign, end)) {
    const std::size_t begin = std::max(text.find_last_of(between, at) + 1, end);
    end = std::min(text.find_first_of(between, at), text.size());
    act(part_of(where, begin, end));
  }
}

/// The secrets of the URIs in a text; `sign`: what tells a URI.
void hide_in_words(std::string_view sign, Span where, Sources& sources) {
  for_words_around(sign, where, sources, [&sources](Span word) {
    for (const Range secret : secrets_of(sources.text(word))) {
      sources.hide(part_of(word, secret.begin, secret.end));
    }
  });
}

/// In a file that is no XML: what stands behind the start tag of a secret element, and before the
/// end tag of one.
void hide_between_tags(SourceId id, Sources& sources) {
  const std::string_view text = sources[id].text;
  const Span all = sources.whole(id);
  std::size_t close = 0;
  std::size_t end_tag = 0;
  // Each is searched once on the way through the text, however often it is asked for.
  const auto move_to = [text](std::size_t& at, std::string_view sign, std::size_t from) {
    if (at < from) at = std::min(text.find(sign, from), text.size());
  };
  std::size_t inside = 0;
  for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at + 1)) {
    const std::string_view sign = text.substr(at, 2);
    if (sign == "<!" || sign == "<<") continue;  // a comment within the text, or no tag
    const bool ends = sign == "</";
    const std::size_t begin = at + (ends ? 2 : 1);
    const std::size_t end = std::min(text.find_first_of(" \t\r\n/<>", begin), text.size());
    if (begin == end) continue;
    if (ends && is_secret_name(text.substr(begin, end - begin)) && inside < at) {
      sources.hide(part_of(all, inside, at));
    }
    move_to(close, ">", end);
    if (!ends && is_secret_name(text.substr(begin, end - begin)) && close < text.size()) {
      move_to(end_tag, "</", close);
      if (close + 1 < end_tag) sources.hide(part_of(all, close + 1, end_tag));
    }
    inside = std::min(close + 1, text.size());
  }
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// Takes from words what is secret in the line at a place, where they quote it.
void hide_quoted(const Sources& sources, Span where, std::string& words) {
  if (words.find("://") == words.npos) return;
  const Span line = sources.line_at(where.source, where.begin);
  for_words_around("://", line, sources, [&](Span word) {
    replace_all(words, printable(sources.text(word)), printable(sources.shown(word)));
  });
}

/// The name in `</name>`.
std::string without_tag(const std::string& quoted) {
  const std::size_t begin = quoted.starts_with("</") ? 2 : 0;
  const std::size_t end = quoted.size() - (begin > 0 && quoted.ends_with('>') ? 1 : 0);
  return quoted.substr(begin, end - begin);
}

/// Where broken markup makes names of a secret, words quote pieces of it.
void hide_pieces(const Sources& sources, Span where, std::string& words) {
  constexpr std::size_t least = 3;
  for (const Range secret : sources.secrets_in(where)) {
    if (secret.begin > where.begin || secret.end < where.end) continue;
    const std::string text = printable(secret.of(sources[where.source].text));
    for (std::size_t begin = words.find('\''); begin < words.size();) {
      const std::size_t end = std::min(words.find('\'', begin + 1), words.size());
      const std::string quoted = words.substr(begin + 1, end - begin - 1);
      const std::string name = without_tag(quoted);
      const bool secret_piece = name.size() >= least && text.find(name) != std::string::npos;
      if (secret_piece) words.replace(begin + 1, quoted.size(), "***");
      begin = words.find('\'', secret_piece ? begin + 5 : end + 1);
    }
  }
}

void hide_quoted(const Sources& sources, Diagnostic& diagnostic) {
  std::vector<Span> places{diagnostic.where};
  for (const Note& note : diagnostic.notes) places.push_back(note.where);
  for (const Span place : places) {
    hide_pieces(sources, place, diagnostic.message);
    for (Note& note : diagnostic.notes) hide_pieces(sources, place, note.message);
  }
  hide_quoted(sources, diagnostic.where, diagnostic.message);
  for (Note& note : diagnostic.notes) {
    hide_quoted(sources, note.where, diagnostic.message);
    hide_quoted(sources, diagnostic.where, note.message);
    hide_quoted(sources, note.where, note.message);
  }
}

}  // namespace

std::string redacted(const std::string& words) {
  const bool may_hold_secret = words.find("://") != words.npos && words.find('@') != words.npos;
  return may_hold_secret ? without_secrets(words) : words;
}

void hide_uris(const StringInputs& strings, Sources& sources, SourceId first) {
  // The strings themselves are hidden one by one: here it is what stands between them.
  std::vector<Span> given;
  given.reserve(strings.all.size());
  for (const StringInput& string : strings.all) given.push_back(string.text.where);
  if (!std::ranges::is_sorted(given)) std::ranges::sort(given);
  auto next = given.begin();
  for (SourceId id = first; id < sources.size(); ++id) {
    Span rest = sources.whole(id);
    for (; next != given.end() && next->source == id; ++next) {
      hide_in_words("://", {.source = id, .begin = rest.begin, .end = next->begin}, sources);
      rest.begin = std::max(rest.begin, next->end);
    }
    hide_in_words("://", rest, sources);
  }
}

void hide_in_broken_files(Inputs& inputs) {
  const auto behind_all = static_cast<SourceId>(inputs.sources.size());
  for (std::size_t i = 0; i < inputs.instances.size(); ++i) {
    const Instance& instance = *inputs.instances[i];
    if (instance.readable && !instance.incomplete) continue;
    const SourceId behind =
        i + 1 < inputs.instances.size() ? inputs.instances[i + 1]->document.source : behind_all;
    for (SourceId id = instance.document.source; id < behind; ++id) {
      hide_between_tags(id, inputs.sources);
      // A URI may have lost its scheme here.
      hide_in_words("@", inputs.sources.whole(id), inputs.sources);
    }
  }
}

void redact(LintResult& result) {
  for (InputError& error : result.errors) error.message = redacted(error.message);
  for (std::string& notice : result.notices) notice = redacted(notice);
  for (Diagnostic& diagnostic : result.diagnostics) hide_quoted(result.inputs.sources, diagnostic);
}

}  // namespace ampslint
