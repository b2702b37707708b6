#include "scan/literals.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "model/named_secrets.hpp"
#include "scan/hints.hpp"

namespace ampslint {
namespace {

/// Of one line and those that it goes on in.
constexpr std::size_t longest_setting = std::size_t{1} << 16U;
constexpr std::size_t longest_name = 512;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_separator(char c) { return c == ',' || c == ';' || c == '|'; }
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
      return quote == '"' ? Escapes::backslash : Escapes::none;
    case Syntax::properties:
      return Escapes::properties;
    case Syntax::xml:
      return Escapes::xml;
    case Syntax::prose:
      break;
  }
  return Escapes::none;
}

/// Where the literal ends that began before `at`; `npos` where it does not on this line.
std::size_t RegionReader::closing_quote(std::size_t at, char quote, bool escaped,
                                        Escapes escapes) const {
  const std::size_t limit = std::min(text_.size(), at + longest_found_string);
  for (; at < limit && text_[at] != '\n'; ++at) {
    if (text_[at] == '\\' && escapes != Escapes::none) {
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
  return {.begin = start, .end = text_.size(), .escapes = escapes_in(line_.quote(), line_.line())};
}

bool RegionReader::begins_string(std::size_t at) const {
  std::size_t end = at;
  while (end < text_.size() && end - at < 8 && is_alphanumeric(text_[end])) ++end;
  if (end == at || !is_client_scheme(text_.substr(at, end - at))) return false;
  const std::string_view rest = text_.substr(end, 3);
  return rest.starts_with(":/") || rest.starts_with(":\\/") || rest.starts_with("\\:/");
}

/// Whether nothing of the string follows a `,` or `;`.
bool RegionReader::ends_behind(std::size_t separator, std::size_t limit) const {
  const std::size_t next = separator + 1;
  if (next >= limit || begins_string(next)) return true;
  return static_cast<unsigned char>(text_[next]) <= ' ' || is_quote(text_[next]) ||
         std::string_view(")]}<\\").find(text_[next]) != npos;
}

std::size_t RegionReader::end_of_string(const Region& region, std::size_t at) const {
  const bool strict = form_.prose || line_.in_comment();
  const std::size_t limit = std::min(region.end, at + longest_found_string + 1);
  std::size_t depth = 0;
  while (at < limit) {
    const char c = text_[at];
    if (static_cast<unsigned char>(c) <= ' ' || (strict && static_cast<signed char>(c) < 0)) break;
    if (!region.whole && is_quote(c)) break;
    if (const std::size_t end = placeholder_end(text_, at, limit);
        end != at && !(c == '<' && form_.syntax == Syntax::xml)) {
      at = end;
      continue;
    }
    if (c == '\\' && region.escapes != Escapes::none) {
      const char next = at + 1 < limit ? text_[at + 1] : '\n';
      if (std::string_view("ntr\"'\n").find(next) != npos) break;
      at += 2;
      continue;
    }
    if ((c == '<' || c == '>') && !region.whole) break;
    if (std::string_view("([{").find(c) != npos) ++depth;
    if (std::string_view(")]}").find(c) != npos && !region.whole && depth-- == 0) break;
    if (is_separator(c) && ends_behind(at, limit)) break;
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

std::size_t RegionReader::without_punctuation(std::size_t begin, std::size_t end) const {
  while (end > begin && std::string_view(".,;:!?*_").find(text_[end - 1]) != npos) --end;
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
    const std::size_t end = without_punctuation(colon, end_of_string(region, start));
    return {{start, std::max(end, colon + 1)}};
  }
  std::vector<StringRange> elements;
  std::size_t at = start;
  while (true) {
    const std::size_t end =
        behind_password(region, at, std::max(end_of_string(region, at), at + 1));
    elements.emplace_back(at, end);
    const std::size_t next = behind_separators(region, end);
    if (next == end || next >= region.end || !begins_string(next)) {
      const bool all = region.whole && next >= region.end && end <= region.end;
      if (elements.size() == 1 && all) {
        elements.front() = {region.begin, region.end};
      }
      return elements;
    }
    at = next;
  }
}

}  // namespace ampslint
