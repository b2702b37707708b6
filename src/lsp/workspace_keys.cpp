#include "lsp/workspace_keys.hpp"

#include <algorithm>
#include <sstream>

#include "ampslint/ampslint.hpp"

namespace ampslint::lsp {
namespace {

constexpr std::string_view signs_of_words =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.*+";

bool is_of_word(char c) { return signs_of_words.find(c) != npos; }

/// The word between brackets at the begin of a line.
std::string section_in(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t[");
  const std::size_t end = line.find(']');
  if (begin == npos || end == npos || end <= begin) return {};
  return std::string(line.substr(begin, line.find_last_not_of(" \t", end - 1) + 1 - begin));
}

bool is_header(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == npos || line[first] != '[') return false;
  const std::size_t name = line.find_first_not_of(" \t[", first);
  return name == npos || is_of_word(line[name]);
}

/// Whether a text in three quotes, which goes on over several lines, is open behind a line.
bool is_open_behind(std::string_view line, bool open) {
  for (const std::string_view quotes : {"\"\"\"", "'''"}) {
    for (std::size_t at = line.find(quotes); at != npos; at = line.find(quotes, at + 3)) {
      open = !open;
    }
  }
  return open;
}

/// The properties of what a table or each of several holds.
const Json& properties_of(const Json& schema) {
  const Json& of_each = at(schema, {"items", "properties"});
  return of_each.is_null() ? at(schema, {"properties"}) : of_each;
}

}  // namespace

KeyPlace key_place(std::string_view text, std::size_t offset) {
  KeyPlace place;
  std::size_t begin = 0;
  std::ptrdiff_t depth = 0;  // of the arrays that are open
  bool open = false;         // a text in three quotes is
  // Values may go on over several lines, up to the next line that has a key.
  while (begin <= offset) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, std::min(end, offset) - begin);
    const bool is_last = offset <= end;
    const bool was_open = open;
    open = is_open_behind(line, open);
    if (was_open) {
      place.in_quotes = is_last;
      if (is_last) break;
      begin = end + 1;
      continue;
    }
    if (is_header(line)) {
      place.in_header = is_last;
      place.key.clear();
      if (!is_last) place.section = section_in(line);
    } else {
      const std::size_t equals = line.find('=');
      const std::size_t first = line.find_first_not_of(" \t");
      if (equals != npos && first != npos && is_of_word(line[first])) {
        place.key = line.substr(first, line.find_last_not_of(" \t", equals - 1) + 1 - first);
        place.in_value = true;
      }
      if (place.key.empty()) place.in_value = false;
      if (is_last) place.in_quotes = std::ranges::count(line, '"') % 2 == 1;
    }
    if (is_last) break;
    depth += is_header(line) ? 0 : std::ranges::count(line, '[') - std::ranges::count(line, ']');
    if (is_header(line) || depth <= 0) {
      depth = 0;
      place.key.clear();
      place.in_value = false;
    }
    begin = end + 1;
  }
  place.word = {offset, offset};
  while (place.word.begin > 0 && is_of_word(text[place.word.begin - 1])) --place.word.begin;
  while (place.word.end < text.size() && is_of_word(text[place.word.end])) ++place.word.end;
  return place;
}

std::vector<std::string> policies_in(std::string_view text) {
  std::vector<std::string> ids;
  std::string section;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (is_header(line)) section = section_in(line);
    const std::size_t key = line.find_first_not_of(" \t");
    const std::size_t begin = line.find_first_of("'\"");
    if (section != "policy" || key == npos || begin == npos) continue;
    if (!line.substr(key).starts_with("name")) continue;
    const std::size_t end = line.find(line[begin], begin + 1);
    if (end != npos) {
      ids.push_back(std::string(policy_prefix).append(line.substr(begin + 1, end - begin - 1)));
    }
  }
  return ids;
}

const Json& workspace_schema() {
  static const Json schema = [] {
    std::ostringstream out;
    write_workspace_schema(out);
    return Json::parse(out.str(), nullptr, false);
  }();
  return at(schema, {"properties"});
}

const Json& schema_of_section(std::string_view section) {
  static const Json nothing;
  const Json* properties = &workspace_schema();
  const Json* schema = &nothing;
  while (!section.empty()) {
    const std::size_t dot = std::min(section.find('.'), section.size());
    schema = &at(*properties, {section.substr(0, dot)});
    properties = &properties_of(*schema);
    section.remove_prefix(std::min(dot + 1, section.size()));
  }
  return *schema;
}

const Json& schema_of_key(std::string_view section, std::string_view key) {
  if (section.empty()) return at(workspace_schema(), {key});
  const Json& schema = schema_of_section(section);
  const Json& known = at(properties_of(schema), {key});
  return known.is_null() ? at(schema, {"additionalProperties"}) : known;
}

}  // namespace ampslint::lsp
