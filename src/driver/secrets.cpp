#include "driver/secrets.hpp"

#include <algorithm>
#include <vector>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "model/connection_string.hpp"
#include "model/secret_names.hpp"

namespace ampslint {
namespace {

/// The bytes [begin, end) of what stands at `where`.
Span part_of(Span where, std::size_t begin, std::size_t end) {
  return {.source = where.source,
          .begin = where.begin + static_cast<std::uint32_t>(begin),
          .end = where.begin + static_cast<std::uint32_t>(end)};
}

/// The secrets of the URIs in a text; `sign`: what makes a word one.
void collect_words(std::string_view sign, Span where, const Sources& sources, Secrets& found) {
  if (where.begin >= where.end) return;
  const std::string_view text = sources.text(where);
  for_words_around(sign, text, [&](Range word) {
    for (const Range secret : secrets_of(word.of(text))) {
      found.places.push_back(part_of(where, word.begin + secret.begin, word.begin + secret.end));
    }
  });
}

/// The end tag of the element whose name stands at [begin, end), where it follows nearby: a secret
/// with markup in it is still one. The end of the start tag where it does not.
std::size_t own_end_tag(std::string_view text, std::size_t begin, std::size_t end,
                        std::size_t close) {
  const std::string_view near = text.substr(end, limits::string_length);
  const std::string tag = "</" + std::string(text.substr(begin, end - begin));
  const std::string next = tag.substr(0, 1) + tag.substr(2);
  const std::size_t own = near.find(tag);
  const bool whole = own != near.npos && near.substr(0, own).find(next) == near.npos;
  return whole ? end + own : close;
}

/// In a file that is no XML: what stands behind the start tag of a secret element, and before the
/// end tag of one.
void collect_between_tags(SourceId id, const Sources& sources, Secrets& found) {
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
    const bool secret = is_secret_name(text.substr(begin, end - begin));
    if (ends && secret && inside < at) found.places.push_back(part_of(all, inside, at));
    move_to(close, ">", end);
    if (!ends && secret && close < text.size()) {
      move_to(end_tag, "</", close);
      if (close + 1 < end_tag) found.places.push_back(part_of(all, close + 1, end_tag));
      const std::size_t own_end = own_end_tag(text, begin, end, close);
      // Attributes of a broken tag may be pieces of the secret.
      found.places.push_back(part_of(all, end, std::min(close, own_end)));
      found.places.push_back(part_of(all, close + 1, own_end));
    }
    inside = std::min(close + 1, text.size());
  }
}

void collect_broken(const Instance& instance, const Sources& sources, Secrets& found) {
  SourceId id = instance.document.source;
  do {
    collect_between_tags(id, sources, found);
    // A URI may have lost its scheme here.
    collect_words("@", sources.whole(id), sources, found);
  } while (++id < sources.size() && sources[id].included_from);
}

/// A value that belongs to a secret name; a short one would be found in any words.
bool is_worth_hiding(std::string_view value) {
  constexpr std::size_t least = 4;
  return value.size() >= least;
}

void collect_value(std::string_view value, Redactor& redactor) {
  if (is_worth_hiding(value)) redactor.hide_value(value);
}

/// Whether a piece of a text stands for a variable or an entity with a secret name.
bool is_secret_reference(std::string_view written) {
  const bool reference = written.starts_with("${") || written.starts_with('&');
  return reference && is_secret_name(written);
}

/// A text that is secret or not, and what stands in it for variables and entities that are.
void collect(bool secret, const Text& text, const Sources& sources, Secrets& found) {
  if (text && secret) {
    found.places.push_back(text.where);
    const bool filled_in_later =
        text.unresolved && first_placeholder(text.value).size() == text.value.size();
    if (!filled_in_later && is_distinctive(text.value)) found.values.emplace_back(text.value);
  }
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    const Piece& piece = text.pieces[i];
    if (piece.verbatim || !is_secret_reference(sources.text(piece.from))) continue;
    const std::size_t end = i + 1 < text.pieces.size() ? text.pieces[i + 1].at : text.value.size();
    const std::string_view value = text.value.substr(piece.at, end - piece.at);
    if (is_worth_hiding(value)) found.values.emplace_back(value);
  }
}

bool is_name(std::string_view name) {
  return equal_ignoring_case(name, "name") || equal_ignoring_case(name, "key");
}

/// `<Option name="Password">`.
bool has_secret_name(const Element& element) {
  for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
    if (is_name(at->name.value) && is_secret_name(at->value.value)) return true;
  }
  return false;
}

/// `secret`: what stands around the element has the name of a secret.
void collect_below(const Element& element, bool secret, const Sources& sources, Secrets& found) {
  secret = secret || is_secret_name(element.name().value) || has_secret_name(element);
  collect(secret, element.text(), sources, found);
  for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
    const std::string_view name = at->name.value;
    collect(is_secret_name(name) || (secret && may_hold_secret(name)), at->value, sources, found);
  }
  bool named = false;  // `<Name>Password</Name>` stands before
  for (const Element& child : element.children()) {
    const std::string_view name = child.name().value;
    const bool is_value = named && equal_ignoring_case(name, "value");
    collect_below(child, is_value || (secret && may_hold_secret(name)), sources, found);
    named = is_name(name) && is_secret_name(child.text().value);
  }
}

/// Where values were put in, messages may quote pieces of them.
void collect_made(const Text& text, Secrets& found) {
  const auto is_made = [](const Piece& piece) { return !piece.verbatim; };
  if (std::ranges::any_of(text.pieces, is_made)) found.made.emplace_back(text.where, text.value);
}

void collect_made(const Element& element, Secrets& found) {
  // Only texts that are not as they stand are kept beside an element.
  if (element.extra != nullptr) collect_made(element.extra->text, found);
  for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
    collect_made(at->value, found);
  }
  for (const Element& child : element.children()) collect_made(child, found);
}

void collect(const Element& element, const Sources& sources, Secrets& found) {
  collect_below(element, false, sources, found);
  collect_made(element, found);
}

/// What is secret in a variable's value whatever its name.
void collect_within(std::string_view value, Redactor& redactor) {
  if (value.find_first_of("@=") == npos) return;
  for (const Range secret : secrets_of(value)) collect_value(secret.of(value), redactor);
}

void collect(const Words& words, Redactor& redactor) {
  for (const auto& [name, value] : words) {
    if (!is_secret_name(name.value)) continue;
    redactor.hide(value.where);
    collect_value(value.value, redactor);
  }
}

}  // namespace

Secrets secrets_of(const Instance& instance, const Sources& sources) {
  Secrets found;
  if (instance.document.root != nullptr) collect(*instance.document.root, sources, found);
  if (!instance.readable || instance.incomplete) collect_broken(instance, sources, found);
  return found;
}

void hide(const std::vector<std::shared_ptr<const Secrets>>& secrets, Redactor& redactor) {
  for (const auto& one : secrets) {
    for (const Span where : one->places) redactor.hide(where);
    for (const std::string& value : one->values) redactor.hide_value(value);
  }
  for (const auto& one : secrets) {
    for (const auto& [where, value] : one->made) redactor.hide_pieces(where, value);
  }
}

void collect_secrets(const Element& element, Inputs& inputs) {
  Secrets found;
  collect(element, inputs.sources, found);
  hide({std::make_shared<const Secrets>(std::move(found))}, inputs.redactor);
}

void collect_secrets(const Workspace& workspace, Redactor& redactor) {
  collect(workspace.variables, redactor);
  for (const DeclaredInstance& one : workspace.instances) collect(one.variables, redactor);
}

void collect_variables(const Variables& variables, const Document& document, Redactor& redactor) {
  for (const auto& [name, origin] : document.variables) {
    const auto value = variables.find(name);
    if (!value) continue;
    if (is_secret_name(name)) collect_value(*value, redactor);
    collect_within(*value, redactor);
  }
}

void collect_references(const Variables& variables, Redactor& redactor) {
  for (const auto& [name, value] : variables.references()) {
    if (is_secret_name(name)) collect_value(value, redactor);
  }
}

void collect_uris(const StringInputs& strings, Inputs& inputs, SourceId first) {
  // The strings themselves are hidden one by one: here it is what stands between them.
  std::vector<Span> given;
  given.reserve(strings.all.size());
  for (const StringInput& string : strings.all) given.push_back(string.text.where);
  if (!std::ranges::is_sorted(given)) std::ranges::sort(given);
  auto next = given.begin();
  Secrets found;
  for (SourceId id = first; id < inputs.sources.size(); ++id) {
    Span rest = inputs.sources.whole(id);
    for (; next != given.end() && next->source == id; ++next) {
      collect_words("://", {.source = id, .begin = rest.begin, .end = next->begin}, inputs.sources,
                    found);
      rest.begin = std::max(rest.begin, next->end);
    }
    collect_words("://", rest, inputs.sources, found);
  }
  for (const Span where : found.places) inputs.redactor.hide(where);
}

}  // namespace ampslint
