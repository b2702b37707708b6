#include "model/named_secrets.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/ascii.hpp"
#include "model/connection_string.hpp"
#include "model/redactor.hpp"
#include "model/secret_names.hpp"

namespace ampslint {
namespace {

/// So far a value, or what shows that it is one, is looked for: lines may be of any length.
constexpr std::size_t farthest = 4096;
constexpr std::size_t longest_name = 128;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool is_name_character(char c) { return is_alphanumeric(c) || c == '_' || c == '-'; }

class NamedSecrets {
 public:
  explicit NamedSecrets(std::string_view text) : text_(text) {}

  std::vector<Range> find() {
    for (std::size_t at = 0; at + 1 < text_.size(); ++at) {
      at = std::max(at, hidden_);
      if (at + 1 >= text_.size() ||
          !may_begin_secret_word(text_[at], text_[at + 1], character(at + 2))) {
        continue;
      }
      std::size_t begin = at;
      while (begin > done_ && is_name_character(text_[begin - 1])) --begin;
      std::size_t end = at + 2;
      while (end < text_.size() && is_name_character(text_[end])) ++end;
      done_ = end;
      at = end - 1;
      if (end - begin > longest_name || !is_secret_name(text_.substr(begin, end - begin))) continue;
      if (!is_suppressed(begin)) take_value_of(begin, end);
    }
    find_uris();
    find_keys();
    find_users();
    find_user_options();
    return united();
  }

 private:
  char character(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  std::size_t behind_blanks(std::size_t at) const {
    while (at < text_.size() && is_blank(text_[at])) ++at;
    return at;
  }
  std::size_t before_blanks(std::size_t at) const {
    while (at > 0 && is_blank(text_[at - 1])) --at;
    return at;
  }
  std::size_t line_end(std::size_t at) const {
    const std::string_view near = text_.substr(std::min(at, text_.size()), farthest);
    std::size_t end = at + std::min(near.find('\n'), near.size());
    if (end > at && text_[end - 1] == '\r') --end;
    return end;
  }
  /// What stands before on the line; nothing where it begins too far away.
  std::optional<std::string_view> before_on_line(std::size_t at) const {
    const std::string_view near = text_.substr(0, at);
    const std::string_view last = near.substr(at - std::min(at, std::size_t{256}));
    const std::size_t feed = last.rfind('\n');
    if (feed == npos && last.size() < near.size()) return std::nullopt;
    return last.substr(feed + 1);
  }

  /// Levels of rules and other words that say nothing are shown.
  static bool says_nothing(std::string_view value) {
    constexpr std::string_view words[] = {"true", "false", "null",    "none",  "None",     "nil",
                                          "off",  "note",  "warning", "error", secret_mark};
    return std::ranges::find(words, value) != std::end(words);
  }

  void hide(std::size_t begin, std::size_t end) {
    if (begin >= end || says_nothing(text_.substr(begin, end - begin))) return;
    hidden_ = std::max(hidden_, end);
    found_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  /// `ampslint-ignore uri-password-in-string: …` names a rule.
  bool is_suppressed(std::size_t at) const {
    const auto before = before_on_line(at);
    return before && before->find("ampslint-ignore") != npos;
  }

  /// What follows the name at [begin, end).
  void take_value_of(std::size_t begin, std::size_t end) {
    if (is_tag(begin)) return take_element(end);
    if (begin > 0 && text_[begin - 1] == '>' && text_.substr(end).starts_with("</")) {
      return take_next_element(end);  // `<Name>Password</Name>`
    }
    const bool quoted =
        is_quote(character(end)) || (character(end) == '\\' && is_quote(character(end + 1)));
    std::size_t at = end;
    while (is_quote(character(at)) || character(at) == '\\' || character(at) == ']') ++at;
    const std::size_t sign = behind_blanks(at);
    switch (character(sign)) {
      case '=':
      case ':':
        take_behind_sign(begin, sign);
        break;
      case ',':
      case '(':
        if (quoted == (character(sign) == ',')) take_quoted(behind_blanks(sign + 1));
        break;
      default:
        if (text_[begin] == '-' && sign > at && character(sign) != '-') {
          take_word(sign);
        } else if (is_value(begin)) {
          take_neighbour(at);
          if (quoted && character(sign) == '>' && character(sign + 1) != '<') take_content(sign);
        }
    }
  }

  /// `<Password`, also with a prefix.
  bool is_tag(std::size_t begin) const {
    const std::size_t least = begin - std::min(begin, longest_name);
    while (begin > least && (is_name_character(text_[begin - 1]) || text_[begin - 1] == ':' ||
                             text_[begin - 1] == '.')) {
      --begin;
    }
    return begin > 0 && text_[begin - 1] == '<';
  }

  /// `<Password value="…">…</Password>`.
  void take_element(std::size_t name_end) {
    const std::string_view near = text_.substr(name_end, farthest);
    const std::size_t close = name_end + std::min(near.find_first_of("<>"), near.size());
    const std::string_view tag = text_.substr(0, close);
    for (std::size_t at = tag.find('=', name_end); at < close; at = tag.find('=', at + 1)) {
      const std::size_t end = before_blanks(at);
      std::size_t begin = end;
      while (begin > name_end && is_name_character(text_[begin - 1])) --begin;
      if (may_hold_secret(text_.substr(begin, end - begin))) take_quoted(behind_blanks(at + 1));
      at = std::max(at, std::min(hidden_, close));
    }
    take_content(name_end);
  }

  /// `<Value>…</Value>` behind the element that ends at `at`.
  void take_next_element(std::size_t at) {
    const std::size_t close = text_.substr(0, at + longest_name).find('>', at);
    if (close == npos) return;
    const std::size_t next = text_.find_first_not_of(" \t\r\n", close + 1);
    constexpr std::string_view value = "<value";
    if (next == npos || !equal_ignoring_case(text_.substr(next, value.size()), value)) return;
    take_content(next + value.size());
  }

  void take_content(std::size_t name_end) {
    const std::string_view near = text_.substr(name_end, farthest);
    const std::size_t close = near.find('>');
    if (close == npos || text_[name_end + close - 1] == '/') return;
    hide(name_end + close + 1, name_end + std::min(near.find("</", close), near.size()));
  }

  /// `=`, `:`, `=>`, `:=`.
  void take_behind_sign(std::size_t name, std::size_t sign) {
    std::size_t at = sign + 1;
    while (character(at) == '=' || character(at) == '>') ++at;
    at = behind_blanks(at);
    const bool leads = leads_line(name);
    const std::size_t end = take(next_line(at, text_[sign]), leads);
    // `password: str = "…"`
    const std::size_t assigned = behind_blanks(end);
    if (text_[sign] == ':' && character(assigned) == '=') take(behind_blanks(assigned + 1), leads);
  }

  /// Where a value begins that may stand on the line below its name.
  std::size_t next_line(std::size_t at, char sign) const {
    std::size_t end = at;
    while (character(end) == '>' || character(end) == '|' || character(end) == '\\' ||
           (end > at && (character(end) == '-' || character(end) == '+'))) {
      ++end;
    }
    end = behind_blanks(end);
    if (end >= text_.size() || text_[end] != '\n' || (sign == '=' && end == at)) return at;
    const std::size_t begin = behind_blanks(end + 1);
    std::size_t word = begin;
    while (is_name_character(character(word)) || is_quote(character(word))) ++word;
    const bool other = character(word) == ':' || character(word) == '=' || character(word) == '<';
    return other ? end : begin;
  }

  /// Nothing but marks of a list, a comment or `export` before it.
  bool leads_line(std::size_t at) const {
    const auto line = before_on_line(at);
    if (!line) return false;
    std::string_view before = *line;
    while (!before.empty() && std::string_view(" \t-#/*\"'").find(before.front()) != npos) {
      before.remove_prefix(1);
    }
    if (before.starts_with("export ")) before.remove_prefix(7);
    return std::ranges::all_of(before, [](char c) { return is_name_character(c) || c == '.'; });
  }

  /// The value that begins at `at`; returns its end.
  std::size_t take(std::size_t at, bool leads_line) {
    std::size_t open = at;
    // As in Python's `b"…"` and C#'s `@"…"`.
    while (open < at + 2 && std::string_view("bBrRfFuUL@$").find(character(open)) != npos) ++open;
    if (is_quote(character(open + (character(open) == '\\' ? 1 : 0)))) return take_quoted(open);
    if (character(at) == '{' && character(at + 1) != '{') return at;
    const std::size_t line = line_end(at);
    const std::string_view rest = text_.substr(at, line - at);
    if (character(at) == '[') return take_until(at, at + std::min(rest.find(']'), rest.size()));
    if (leads_line && rest.find("://") == npos && rest.find_first_of("\"'`<") == npos) {
      std::size_t end = at + std::min(rest.find(" #"), rest.size());
      while (end > at && std::string_view(",; \t").find(text_[end - 1]) != npos) --end;
      return take_until(at, end);
    }
    return take_word(at);
  }

  std::size_t take_until(std::size_t at, std::size_t end) {
    hide(at, end);
    return end;
  }

  std::size_t take_word(std::size_t at) {
    if (is_quote(character(at))) return take_quoted(at);
    // `Bearer …`
    for (const std::string_view scheme : {"bearer ", "basic ", "digest ", "negotiate "}) {
      if (!equal_ignoring_case(text_.substr(at, scheme.size()), scheme)) continue;
      at = behind_blanks(at + scheme.size());
    }
    return take_until(at, std::min(text_.find_first_of(" \t\r\n,;&)]}<>\"'`", at), text_.size()));
  }

  /// What stands in quotes, where a quote begins at `at`.
  std::size_t take_quoted(std::size_t at) {
    const bool escaped = character(at) == '\\';
    if (escaped) ++at;
    if (!is_quote(character(at))) return at;
    const char quote = text_[at];
    if (character(at + 1) == quote && character(at + 2) == quote) {
      const std::string_view near = text_.substr(at + 3, farthest);
      return take_until(at + 3, at + 3 + std::min(near.find(text_.substr(at, 3)), near.size()));
    }
    const std::size_t begin = at + 1;
    const std::size_t line = line_end(begin);
    for (at = begin; at < line; ++at) {
      if (text_[at] == '\\') {
        if (escaped && character(at + 1) == quote) break;
        ++at;
      } else if (text_[at] == quote) {
        if (character(at + 1) != quote || at == begin) break;
        ++at;
      }
    }
    return take_until(begin, std::min(at, line));
  }

  /// Whether it is itself what belongs to a name: `name="password"`, `- name: PASSWORD`.
  bool is_value(std::size_t begin) const {
    const std::size_t least = begin - std::min(begin, longest_name);
    while (begin > least && (is_quote(text_[begin - 1]) || text_[begin - 1] == '\\' ||
                             text_[begin - 1] == '.' || is_name_character(text_[begin - 1]))) {
      --begin;
    }
    begin = before_blanks(begin);
    return begin > 0 && (text_[begin - 1] == '=' || text_[begin - 1] == ':');
  }

  /// What `value` says, where it follows.
  void take_neighbour(std::size_t at) {
    const std::size_t next = text_.find_first_not_of(" \t\r\n,>\"'<-", at);
    constexpr std::string_view value = "value";
    if (next == npos || !equal_ignoring_case(text_.substr(next, value.size()), value)) return;
    std::size_t sign = next + value.size();
    if (character(sign) == '>') return take_content(sign);
    while (is_quote(character(sign))) ++sign;
    sign = behind_blanks(sign);
    if (character(sign) == '=' || character(sign) == ':') take_behind_sign(next, sign);
  }

  /// `tcp://user:a b'c@host`.
  void find_uris() {
    for (std::size_t at = text_.find(':'); at != npos; at = text_.find(':', at + 1)) {
      const std::size_t begin = behind_slashes(at + 1);
      if (begin == npos) continue;
      const Range password = broken_password(text_, begin);
      if (!password.empty()) found_.push_back(password);
    }
  }

  /// Behind `//`, also as JSON may write it.
  std::size_t behind_slashes(std::size_t at) const {
    std::size_t slashes = 0;
    for (; character(at) == '/' || character(at) == '\\'; ++at) slashes += text_[at] == '/' ? 1 : 0;
    return slashes >= 2 ? at : npos;
  }

  /// `-----BEGIN RSA PRIVATE KEY-----`, up to the next dashes.
  void find_keys() {
    constexpr std::string_view sign = "PRIVATE KEY-----";
    constexpr std::string_view first = "-----BEGIN ";
    constexpr std::size_t longest_kind = 32;
    for (std::size_t at = text_.find(sign); at != npos; at = text_.find(sign, at + 1)) {
      const std::size_t least = at - std::min(at, longest_kind);
      if (text_.substr(least, at - least).find(first) == npos) continue;
      const std::size_t begin = at + sign.size();
      hide(begin, std::min(text_.find("-----", begin), text_.size()));
    }
  }

  /// `user:password@host` without a scheme.
  void find_users() {
    constexpr std::size_t longest_user = 256;
    for (std::size_t at = text_.find('@'); at != npos; at = text_.find('@', at + 1)) {
      const std::size_t least = at - std::min(at, longest_user);
      const std::string_view near = text_.substr(least, at - least);
      const std::size_t begin = near.find_last_of(" \t\r\n\"'`<>") + 1;
      const std::size_t colon = near.find(':', begin);
      const char host = character(at + 1);
      const bool is_host = is_alphanumeric(host) || host == '[' || host == '$' || host == '{';
      const bool other = near.find(":/", begin) != npos || near.find(":\\", begin) != npos ||
                         text_.substr(at + 1).starts_with("sha256:");
      if (colon == npos || !is_host || other || colon == begin || colon + 1 == near.size())
        continue;
      found_.push_back(
          {static_cast<std::uint32_t>(least + colon + 1), static_cast<std::uint32_t>(at)});
    }
  }

  /// `-u user:password`, `--user=user:password`, `"--proxy-user", "user:password"`, as curl takes
  /// them; not `-u 1000:1000`.
  void find_user_options() {
    for (const std::string_view option : {"-u", "--user", "--proxy-user"}) {
      for (std::size_t at = text_.find(option); at != npos; at = text_.find(option, at + 1)) {
        if (at > 0 && !is_blank(text_[at - 1]) && !is_quote(text_[at - 1]) && text_[at - 1] != '\n')
          continue;
        const std::size_t end = at + option.size();
        const std::size_t word = text_.find_first_not_of(" \t\"'`,=", end);
        const bool apart = word != npos && (word > end || option == "-u");
        const std::string_view value = apart ? user_word(word) : std::string_view();
        const std::size_t colon = value.find(':');
        const bool numbers = is_digits(value.substr(0, colon));
        if (colon == npos || colon == 0 || value.substr(colon).starts_with("://") || numbers)
          continue;
        hide(word + colon + 1, word + value.size());
      }
    }
  }

  std::string_view user_word(std::size_t begin) const {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n\"'`", begin), text_.size());
    return text_.substr(begin, end - begin);
  }

  std::vector<Range> united() {
    std::ranges::sort(found_);
    std::vector<Range> all;
    for (const Range& one : found_) {
      if (!all.empty() && one.begin <= all.back().end) {
        all.back().end = std::max(all.back().end, one.end);
      } else {
        all.push_back(one);
      }
    }
    return all;
  }

  std::string_view text_;
  std::size_t done_ = 0;    ///< names before it have been looked at
  std::size_t hidden_ = 0;  ///< the end of what was hidden last
  std::vector<Range> found_;
};

/// Behind `user:`, where a password follows and no port; else `npos`.
std::size_t password_begin(std::string_view text, std::size_t at) {
  const auto character = [text](std::size_t i) { return i < text.size() ? text[i] : '\n'; };
  while (is_name_character(character(at)) || std::string_view(".%+").find(character(at)) != npos) {
    ++at;
  }
  if (character(at) == '\\') ++at;  // of `.properties` files
  if (character(at) != ':') return npos;
  const std::size_t begin = ++at;
  if (std::string_view("${<%#\n\r").find(character(begin)) != npos) return npos;
  while (character(at) >= '0' && character(at) <= '9') ++at;
  if (is_quote(character(at)) || character(at) == '\\') return begin;
  return std::string_view("/?#,;&)]}<>| \t\r\n").find(character(at)) == npos ? begin : npos;
}

/// Whether what stands between a port and an `@` shows that they do not belong together.
bool is_apart(std::string_view before) {
  bool in_digits = true;
  for (std::size_t at = 0; at < before.size(); ++at) {
    const char next = at + 1 < before.size() ? before[at + 1] : '@';
    if (is_quote(before[at])) {
      if (std::string_view(" \t\r\n,;)]}>+").find(next) != npos) return true;
      if (in_digits && before.find_first_of(" \t,;)]}", at) != npos) return true;
    }
    if (before[at] == '\n') {
      const std::size_t last = at > 0 && before[at - 1] == '\r' ? at - 1 : at;
      if (last == 0 || before[last - 1] != '\\') return true;
    }
    if (is_blank(before[at])) {
      std::size_t word = at + 1;
      while (word < before.size() && is_name_character(before[word])) ++word;
      if (word > at + 1 && word < before.size() && before[word] == '=') return true;
    }
    in_digits = in_digits && ((before[at] >= '0' && before[at] <= '9') || before[at] == '\\');
  }
  return before.find("://") != npos;
}

}  // namespace

Range broken_password(std::string_view text, std::size_t authority) {
  constexpr std::size_t longest = 512;
  const std::size_t begin = password_begin(text, authority);
  if (begin == npos) return {};
  const std::string_view rest = text.substr(begin, longest);
  const std::size_t end = rest.find('@');
  if (end == npos || is_apart(rest.substr(0, end))) return {};
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + end)};
}

std::vector<Range> named_secrets(std::string_view text) { return NamedSecrets(text).find(); }

}  // namespace ampslint
