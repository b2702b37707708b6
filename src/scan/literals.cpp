#include "scan/literals.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/placeholder.hpp"
#include "model/named_secrets.hpp"
#include "scan/hints.hpp"

namespace ampslint {
namespace {

/// Of one line and those that it goes on in.
constexpr std::size_t longest_setting = std::size_t{1} << 16U;
constexpr std::size_t longest_name = 512;

/// The end of the part of `s,pattern,replacement,` that begins at `start`; `npos` where `before`
/// is nothing like that.
std::size_t substitution_end(std::string_view text, std::string_view before, std::size_t start) {
  if (before.empty() || std::string_view("#,|~!:;").find(before.back()) == npos) return npos;
  const char sign = before.back();
  std::string_view command = before.substr(before.size() > 512 ? before.size() - 512 : 0);
  command.remove_suffix(1);
  const std::size_t open = command.rfind(sign);
  if (open == npos || open == 0 || command[open - 1] != 's') return npos;
  const bool begins =
      open == 1 || std::string_view(" \t'\";{}/$0123456789").find(command[open - 2]) != npos;
  const std::size_t end = text.substr(0, start + longest_found_string).find(sign, start);
  // The scheme's own colon is no end.
  if (!begins || sign == ':' || end == npos) return npos;
  return text.substr(start, end - start).find('\n') == npos ? end : npos;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_separator(char c) { return c == ',' || c == ';' || c == '|'; }
bool is_word(char c) { return is_alphanumeric(c) || c == '_'; }

/// Whether a name and a sign stand before a value: `uri = `, `<uri>`, `- uri: `, and no sentence
/// that ends in a colon, as all are in a `literal` that began before.
bool follows_name(std::string_view before, bool literal, bool xml) {
  const std::size_t last = before.find_last_not_of(" \t\"'`");
  if (last == npos) return false;
  if (before[last] == '=' || (xml && before[last] == '>')) return true;
  if (before[last] != ':' || literal) return false;
  std::string_view name = before.substr(0, last);
  name = name.substr(name.size() > longest_name ? name.size() - longest_name : 0);
  name = name.substr(name.find_last_of("{,(") + 1);
  const std::size_t begin = name.find_first_not_of(" \t-\"'");
  return begin != npos && name.substr(begin).find_first_of(" \t") == npos;
}

/// The length of the entity that `rest` begins with; 0 for none.
std::size_t entity_length(std::string_view rest) {
  constexpr std::size_t longest = 12;
  const std::size_t end = rest.substr(0, longest).find(';');
  if (end == npos || end < 3) return 0;
  const std::string_view name = rest.substr(1, end - 1);
  const bool is_name =
      std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '#'; });
  return is_name ? end + 1 : 0;
}

/// The length of what belongs to a string where an entity begins: `&amp;`, and `&lt;host&gt;`. 0
/// where that stands for a blank, a quote or a bracket behind the string.
std::size_t inner_entity(std::string_view rest) {
  const std::size_t length = entity_length(rest);
  const std::string_view name = rest.substr(0, length);
  if (name == "&amp;" || name == "&#38;" || name == "&#x26;") return length;
  if (name != "&lt;" && name != "&#60;") return 0;
  std::size_t end = length;
  while (end < rest.size() && end < 64 && (is_word(rest[end]) || rest[end] == '-')) ++end;
  const std::string_view behind = rest.substr(end);
  if (end == length || !(behind.starts_with("&gt;") || behind.starts_with("&#62;"))) return 0;
  return end + entity_length(behind);
}

/// `NAME=`, in capitals or not.
bool begins_assignment(std::string_view rest, bool capitals) {
  std::size_t end = 0;
  while (end < rest.size() && end < 64 && is_word(rest[end])) ++end;
  if (end == 0 || end >= rest.size() || rest[end] != '=') return false;
  return !capitals ||
         std::ranges::none_of(rest.substr(0, end), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

Escapes RegionReader::escapes_in(char quote, std::size_t open) const {
  switch (form_.syntax) {
    case Syntax::code: {
      const bool raw = open > 0 && std::string_view("rR@").find(text_[open - 1]) != npos;
      return raw || (quote == '`' && form_.language == Language::go) ? Escapes::none
                                                                     : Escapes::backslash;
    }
    case Syntax::json:
      return Escapes::backslash;
    case Syntax::yaml:
      if (quote == '\'') return Escapes::doubled_quote;
      return quote == '"' ? Escapes::backslash : Escapes::none;
    case Syntax::settings:
      if (form_.shell && quote == 0) return Escapes::shell;
      if (form_.shell && quote == '"') return Escapes::shell_quoted;
      return quote == '"' ? Escapes::backslash : Escapes::none;
    case Syntax::properties:
      return Escapes::properties;
    case Syntax::xml:
    case Syntax::prose:
      return Escapes::xml;
    case Syntax::csv:
      break;
  }
  return Escapes::none;
}

/// Where the literal ends that began before `at`; `npos` where it does not on this line.
std::size_t RegionReader::closing_quote(std::size_t at, char quote, bool escaped,
                                        Escapes escapes) const {
  const std::size_t limit = std::min(text_.size(), at + longest_found_string);
  for (; at < limit && text_[at] != '\n'; ++at) {
    if (const std::size_t length = quoting_placeholder_at(text_, at);
        length > 0 && text_[at] != quote) {
      at += length - 1;
    } else if (text_[at] == '\\' && escapes != Escapes::none) {
      if (escaped && text_.substr(at + 1).starts_with(quote)) return at;
      ++at;
    } else if (text_[at] == quote) {
      if (escapes != Escapes::doubled_quote || !text_.substr(at + 1).starts_with(quote)) {
        return at;
      }
      ++at;
    }
  }
  return npos;
}

/// The end of a `.properties` line, with those that it goes on in.
std::size_t RegionReader::logical_line_end(std::size_t at) const {
  const std::size_t limit = std::min(text_.size(), at + longest_setting);
  for (; at < limit && text_[at] != '\n'; ++at) {
    if (text_[at] != '\\') continue;
    if (text_.substr(at + 1, 2) == "\r\n") ++at;
    ++at;
  }
  at = std::min(at, limit);
  return at > 0 && text_[at - 1] == '\r' ? at - 1 : at;
}

Region RegionReader::region_of(std::size_t start, std::size_t colon) const {
  std::size_t open = start;
  while (open > line_.line() && is_blank(text_[open - 1])) --open;
  if (open > line_.line() && is_quote(text_[open - 1]) &&
      (open == start || line_.quote() == text_[open - 1])) {
    const char quote = text_[open - 1];
    const bool escaped = open > line_.line() + 1 && text_[open - 2] == '\\';
    const Escapes escapes = escapes_in(quote, open - 1);
    const std::size_t close = closing_quote(start, quote, escaped, escapes);
    if (close != npos && close > colon) {
      return {.begin = open, .end = close, .escapes = escapes, .whole = true, .quoted = !escaped};
    }
  }
  const std::string_view before = line_.before();
  const std::size_t sign = before.find_last_not_of(" \t");
  if (form_.syntax == Syntax::properties && sign < longest_name && !line_.in_comment() &&
      (before[sign] == '=' || before[sign] == ':') && before.find_first_of("=:") == sign) {
    return {.begin = start,
            .end = logical_line_end(start),
            .escapes = Escapes::properties,
            .whole = true};
  }
  return {.begin = start,
          .end = std::min(substitution_end(text_, before, start), text_.size()),
          .escapes = escapes_in(line_.quote(), line_.line()),
          .named = follows_name(before, line_.quote() != 0, form_.syntax == Syntax::xml)};
}

bool RegionReader::begins_string(std::size_t at) const {
  std::size_t end = at;
  while (end < text_.size() && end - at < 8 && is_alphanumeric(text_[end])) ++end;
  if (end == at || !is_client_scheme(text_.substr(at, end - at))) return false;
  const std::string_view rest = text_.substr(end, 3);
  return rest.starts_with(":/") || rest.starts_with(":\\/") || rest.starts_with("\\:/");
}

/// Whether nothing of the string that begins at `begin` follows a `,`, `;` or `|`.
bool RegionReader::ends_behind(std::size_t begin, std::size_t separator, std::size_t limit) const {
  const std::size_t next = separator + 1;
  if (next >= limit || begins_string(next) || form_.syntax == Syntax::csv) return true;
  if (static_cast<unsigned char>(text_[next]) <= ' ' || is_quote(text_[next]) ||
      std::string_view(")]}<\\").find(text_[next]) != npos) {
    return true;
  }
  if (text_[separator] == '|' && is_for_people()) return true;
  // `URI=tcp://…;LEVEL=info` of a list of environment variables, a shell's `;export`. Options may
  // be separated by semicolons, by mistake.
  const bool options = text_.substr(begin, separator - begin).find('?') != npos;
  if (begins_assignment(text_.substr(next, limit - next), options)) return true;
  const bool shell = form_.syntax == Syntax::settings && line_.quote() == 0;
  return shell && !options && text_[separator] != ',' && is_word(text_[next]);
}

/// Whether a string that began at `begin` ends before the sign at `at`, which another one could
/// hold: what that is depends on what it stands in.
bool RegionReader::ends_at_sign(const Region& region, std::size_t begin, std::size_t at) const {
  const char c = text_[at];
  if (region.whole) return false;
  if (is_quote(c) || c == '<' || c == '>') return true;
  const bool sentence = is_for_people() || !region.named;
  if (static_cast<signed char>(c) < 0) return sentence;
  if (c == '[') {
    const char before = at > begin ? text_[at - 1] : '/';
    return sentence && before != '/' && before != '@' && before != '\\';
  }
  if (c == '\\') return form_.prose;
  if (c == '.') return sentence && text_.substr(at, 3) == "...";
  if (c == '~' && form_.prose) return at > begin && is_word(text_[at - 1]);
  if (c == '#' && form_.prose) return begin > 0 && text_[begin - 1] == '#';
  if (c == '&') {
    if (form_.prose || form_.syntax == Syntax::xml) {
      return entity_length(text_.substr(at, 16)) > 0;
    }
    return form_.syntax == Syntax::settings && line_.quote() == 0 &&
           text_.substr(at + 1).starts_with('&') &&
           text_.substr(begin, at - begin).find('?') == npos;
  }
  return false;
}

std::size_t RegionReader::end_of_string(const Region& region, std::size_t at) const {
  const std::size_t begin = at;
  const std::size_t limit = std::min(region.end, at + longest_found_string + 1);
  std::size_t depth = 0;
  while (at < limit) {
    const char c = text_[at];
    if (static_cast<unsigned char>(c) <= ' ') break;
    if (is_for_people() && static_cast<signed char>(c) < 0) break;
    const bool tag = c == '<' && form_.syntax == Syntax::xml;
    const std::size_t placeholder = tag ? 0 : placeholder_at(text_, at);
    if (placeholder > 0 && at + placeholder <= limit) {
      at += placeholder;
      continue;
    }
    const bool marked_up = c == '&' && region.escapes == Escapes::xml;
    if (const std::size_t inner = marked_up ? inner_entity(text_.substr(at, 96)) : 0; inner > 0) {
      at += inner;
      continue;
    }
    const bool shell = region.escapes == Escapes::shell || region.escapes == Escapes::shell_quoted;
    if (const std::size_t command = shell ? command_length(text_.substr(at, 256)) : 0;
        command > 0 && at + command <= limit && at > begin &&
        std::string_view("/:@.-=").find(text_[at - 1]) != npos) {
      at += command;
      continue;
    }
    if (ends_at_sign(region, begin, at)) break;
    if (c == '\\' && region.escapes != Escapes::none && region.escapes != Escapes::xml) {
      const std::string_view next = text_.substr(at + 1, std::min<std::size_t>(limit - at - 1, 5));
      if (next.empty() || std::string_view("ntr\"'\n0e").find(next[0]) != npos ||
          next.starts_with("x1b") || next.starts_with("x1B") || next.starts_with("u001")) {
        break;
      }
      at += 2;
      continue;
    }
    if (std::string_view("([{").find(c) != npos) ++depth;
    if (std::string_view(")]}").find(c) != npos && !region.whole && depth-- == 0) break;
    if (is_separator(c) && ends_behind(begin, at, limit)) break;
    ++at;
  }
  return std::min(at, limit);
}

/// The end of a string that begins at `at`; a password may hold what seems to end it at `end`.
std::size_t RegionReader::behind_password(const Region& region, std::size_t at,
                                          std::size_t end) const {
  const std::size_t colon = text_.substr(0, end).find(':', at);
  if (colon == npos || form_.prose || line_.in_comment()) return end;
  const std::size_t authority = text_.find_first_not_of("/\\", colon + 1);
  if (authority == npos || authority - colon < 3) return end;
  const Range password = broken_password(text_, authority);
  if (password.empty() || password.end < end) return end;
  // Only what goes on as a string does.
  constexpr std::size_t longest_host = 256;
  const std::string_view host = text_.substr(password.end + 1, longest_host);
  const std::size_t port = std::min(host.find_first_of(":/ \t\r\n\"'`"), host.size());
  const bool follows = port > 0 && port + 1 < host.size() && host[port] == ':' &&
                       host[port + 1] >= '0' && host[port + 1] <= '9';
  if (!follows) return end;
  const bool inside = password.end < region.end;
  return end_of_string(
      inside ? region
             : Region{.begin = region.begin, .end = text_.size(), .escapes = region.escapes},
      password.end + 1);
}

/// Whether a string that ends at `end` is all that a setting or literal holds.
bool RegionReader::is_whole_value(const Region& region, std::size_t end) const {
  if (region.whole) return end >= region.end;
  if (!region.named) return false;
  while (end < text_.size() && is_blank(text_[end])) ++end;
  return end >= text_.size() || std::string_view("\n\"'`#)]},;|<").find(text_[end]) != npos;
}

/// A string in a sentence, without the signs that end that, or emphasise the string.
std::size_t RegionReader::without_punctuation(std::size_t begin, std::size_t end) const {
  const std::string_view signs = is_for_people() ? ".,;:!?*_~=\\&^" : ".,;:!?\\&^";
  while (end > begin) {
    // An arrow behind it is `->`.
    const bool arrow = is_for_people() && text_[end - 1] == '-';
    if (arrow || signs.find(text_[end - 1]) != npos) {
      --end;
    } else if (text_.substr(0, end).ends_with("%n") && end > begin + 2) {
      end -= 2;
    } else {
      break;
    }
  }
  return end;
}

/// Behind the separators at `at`, with a properties file's ends of lines.
std::size_t RegionReader::behind_separators(const Region& region, std::size_t at) const {
  while (at < region.end) {
    if (is_blank(text_[at]) || is_separator(text_[at])) {
      ++at;
    } else if (region.escapes == Escapes::properties && text_[at] == '\\') {
      std::size_t next = at + 1;
      while (next < region.end && (is_blank(text_[next]) || text_[next] == '\n')) ++next;
      if (next == at + 1) return at;
      at = next;
    } else {
      return at;
    }
  }
  return at;
}

std::vector<StringRange> RegionReader::strings_in(const Region& region, std::size_t start,
                                                  std::size_t colon) const {
  if (form_.prose || (line_.in_comment() && !region.quoted)) {
    const std::size_t stop = end_of_string(region, start);
    // Between backticks stands a string as it is.
    const bool exact = start > 0 && text_[start - 1] == '`' && text_.substr(stop).starts_with('`');
    const std::size_t end = exact ? stop : without_punctuation(colon, stop);
    return {{start, std::max(end, colon + 1)}};
  }
  std::vector<StringRange> elements;
  std::size_t at = start;
  while (true) {
    const std::size_t stop =
        behind_password(region, at, std::max(end_of_string(region, at), at + 1));
    const std::size_t end = is_whole_value(region, stop) ? stop
                                                         : std::max(without_punctuation(at, stop),
                                                                    std::min(colon + 1, stop));
    elements.emplace_back(at, end);
    const std::size_t next = behind_separators(region, stop);
    if (next == stop || next >= region.end || !begins_string(next)) {
      const bool all = region.whole && next >= region.end && stop <= region.end;
      if (elements.size() == 1 && all) {
        elements.front() = {region.begin, region.end};
      }
      return elements;
    }
    at = next;
  }
}

}  // namespace ampslint
