#include "load/env_file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_of_name(char c) { return is_alphanumeric(c) || c == '_'; }

/// No reference is longer, nor does one hold more others in each other.
constexpr std::size_t longest_reference = 1024;
constexpr int most_nested = 8;

/// `$NAME`, `${NAME}`, or `${NAME:-word}` with another sign and what follows it.
struct Reference {
  std::string_view name;
  std::string_view sign;  ///< `:-`, `-`, `:=`, `=`, `:+`, `+`, `:?` or `?`; empty for none
  std::string_view word;
  std::size_t length = 0;
};

/// Behind the brace that closes a reference, with the references in it; `npos` where none does.
std::size_t reference_end(std::string_view text) {
  text = text.substr(0, longest_reference);
  int depth = 0;
  for (std::size_t at = 0; at < text.size() && text[at] != '\n'; ++at) {
    // A text of nothing but these is soon read.
    if (text[at] == '$' && text.substr(at).starts_with("${") && ++depth > most_nested) break;
    if (text[at] == '}' && --depth == 0) return at + 1;
  }
  return npos;
}

std::optional<Reference> reference_at(std::string_view text) {
  const bool braced = text.starts_with("${");
  const std::size_t begin = braced ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && is_of_name(text[end])) ++end;
  if (end == begin) return std::nullopt;
  Reference found{.name = text.substr(begin, end - begin), .sign = {}, .word = {}, .length = end};
  if (!braced) return found;
  const std::size_t behind = reference_end(text);
  if (behind == npos || behind <= end) return std::nullopt;
  const std::string_view rest = text.substr(end, behind - 1 - end);
  found.length = behind;
  if (rest.empty()) return found;
  const std::size_t sign = rest.starts_with(':') ? 1 : 0;
  if (sign == rest.size() || std::string_view("-=+?").find(rest[sign]) == npos) return std::nullopt;
  found.sign = rest.substr(0, sign + 1);
  found.word = rest.substr(sign + 1);
  return found;
}

/// The quotes of a shell around the whole of a word.
std::string_view unquoted(std::string_view word) {
  const bool quoted = word.size() > 1 && word.front() == word.back() &&
                      (word.front() == '"' || word.front() == '\'');
  return quoted ? word.substr(1, word.size() - 2) : word;
}

/// Replaces references, for as long as that makes no more than `most` bytes.
class Expander {
 public:
  Expander(Variables& variables, std::size_t most) : variables_(variables), most_(most) {}

  const std::string& value() const { return value_; }
  bool is_too_large() const { return value_.size() > most_; }
  void add(std::string_view text) { value_ += text; }
  /// Takes off what was added behind so many bytes.
  void cut(std::size_t size) { value_.resize(size); }

  /// Adds what a text comes to.
  void expand(std::string_view text, int depth = 0) {
    while (!text.empty() && !is_too_large()) {
      const std::size_t plain = std::min(text.find_first_of("$`\\"), text.size());
      add(text.substr(0, plain));
      text.remove_prefix(plain);
      text.remove_prefix(expand_one(text, depth));
    }
  }

  /// Adds what a text begins with that may stand for something else, and returns its length.
  std::size_t expand_one(std::string_view text, int depth = 0) {
    if (text.empty()) return 0;
    if (text.starts_with("\\$")) {
      add("$");
      return 2;
    }
    if (text[0] == '`') return add_command(text);
    const std::optional<Reference> reference = text[0] == '$' ? reference_at(text) : std::nullopt;
    if (!reference) {
      add(text.substr(0, 1));
      return 1;
    }
    add_value(text.substr(0, reference->length), *reference, depth);
    return reference->length;
  }

 private:
  /// What a command writes is not known: its other form stays as a placeholder does.
  std::size_t add_command(std::string_view text) {
    const std::string_view near = text.substr(0, longest_reference);
    const std::string_view line = near.substr(0, near.find('\n'));
    const std::size_t end = line.find('`', 1);
    if (end == npos) {
      add("`");
      return 1;
    }
    value_ += fmt::format("$({})", line.substr(1, end - 1));
    return end + 1;
  }

  void add_value(std::string_view written, const Reference& reference, int depth) {
    const std::optional<std::string_view> value = variables_.find(reference.name);
    const bool counts = value && !(reference.sign.starts_with(':') && value->empty());
    const char sign = reference.sign.empty() ? '\0' : reference.sign.back();
    const bool by_word = sign == '+' ? counts : (!counts && (sign == '-' || sign == '='));
    if (by_word && depth < most_nested) {
      expand(unquoted(reference.word), depth + 1);
    } else if (sign != '+') {
      if (counts) variables_.note_reference(reference.name, *value);
      add(counts ? *value : written);
    }
  }

  Variables& variables_;
  std::size_t most_;
  std::string value_;
};

/// Nothing where it gets too large.
std::optional<std::string> expanded(std::string_view text, Variables& variables, std::size_t most) {
  Expander expander(variables, most);
  expander.expand(text);
  return expander.is_too_large() ? std::nullopt : std::optional(expander.value());
}

bool is_variable_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_of_name) &&
         !(text[0] >= '0' && text[0] <= '9');
}

/// Whether the command of a shell ends at `at`, and what follows on the line only hands variables
/// on: `; export NAME`.
bool ends_command(std::string_view text, std::size_t at) {
  constexpr std::size_t enough = 80;
  text = text.substr(at + 1, enough);
  text = without_blanks(text.substr(0, text.find('\n')));
  return text.empty() || text.front() == '#' || text.starts_with("export ");
}

/// A line without the word of a shell that hands its variable on.
std::string_view without_declaration(std::string_view line) {
  for (const std::string_view word :
       {"export", "declare -x", "declare", "typeset -x", "readonly"}) {
    const bool follows = line.size() > word.size() && is_space(line[word.size()]);
    if (line.starts_with(word) && follows) return without_blanks(line.substr(word.size()));
  }
  return line;
}

class EnvReader {
 public:
  EnvReader(const std::string& path, std::string_view text, Variables& variables)
      : path_(path), text_(text), variables_(variables) {}

  Result<void> read() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      const std::string_view fault = read_line();
      // The line itself may hold a secret: only its place is shown.
      if (!fault.empty()) {
        return tl::unexpected(Error{.what = fmt::format("{}:{}: {}", path_, line_, fault)});
      }
      const std::string_view read = text_.substr(begin, at_ - std::min(begin, at_));
      line_ += static_cast<std::uint32_t>(std::ranges::count(read, '\n'));
    }
    return {};
  }

 private:
  std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }

  /// What is wrong with it; empty for nothing.
  std::string_view read_line() {
    const std::string_view whole = without_blanks(text_.substr(at_, line_end() - at_));
    const std::size_t next = line_end() + 1;
    const std::string_view line = without_declaration(whole);
    const std::size_t equals = line.find('=');
    // systemd's comments may begin with `;`.
    const bool comment = !whole.empty() && (whole.front() == '#' || whole.front() == ';');
    const bool setting = whole.starts_with("set -") || whole.starts_with("set +");
    if (comment || setting || is_bare_name(line) ||
        (equals == npos && line.size() < whole.size())) {
      at_ = next;
      return {};
    }
    if (equals == npos || equals == 0) return "not NAME=VALUE";
    at_ = static_cast<std::size_t>(line.data() - text_.data()) + equals + 1;
    std::string_view name = without_blanks(line.substr(0, equals));
    Expander value(variables_, room_);
    if (name.ends_with('+') && is_variable_name(name.substr(0, name.size() - 1))) {
      name.remove_suffix(1);
      value.add(variables_.find(name).value_or(""));
    }
    if (!read_value(value)) return "the references up to here make too much text";
    room_ -= std::min(room_, value.value().size());
    variables_.define(std::string(name), value.value(),
                      {.kind = VariableOrigin::Kind::env_file, .path = path_, .line = line_});
    return {};
  }

  /// `NAME` alone, which takes its value from the process environment; or nothing.
  static bool is_bare_name(std::string_view line) { return std::ranges::all_of(line, is_of_name); }

  /// Behind `=`; goes to the next line. False where it gets too large.
  bool read_value(Expander& value) {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    const std::size_t begin = at_;
    const std::size_t size = value.value().size();
    if (read_word(value)) {
      at_ = std::min(text_.find('\n', at_), text_.size()) + 1;
      return !value.is_too_large();
    }
    value.cut(size);
    at_ = begin;
    std::string_view rest = text_.substr(at_, line_end() - at_);
    at_ = line_end() + 1;
    for (std::size_t sign = rest.find('#'); sign != npos; sign = rest.find('#', sign + 1)) {
      if (sign > 0 && !is_space(rest[sign - 1])) continue;
      rest = rest.substr(0, sign);
      break;
    }
    const std::optional<std::string> plain = expanded(without_blanks(rest), variables_, room_);
    if (plain) value.add(*plain);
    return plain && !value.is_too_large();
  }

  /// One word of a shell, of parts with quotes and without, up to where it ends; false where it
  /// is not one, but a text with blanks, a lone quote or JSON. Only quotes around the whole may
  /// stand on several lines.
  bool read_word(Expander& value) {
    const std::size_t begin = at_;
    if (begin < text_.size() && (text_[begin] == '{' || text_[begin] == '[')) return false;
    std::size_t end = line_end();
    while (at_ < text_.size() && text_[at_] != '\n' && !value.is_too_large()) {
      if (at_ > end) end = line_end();
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        if (!read_quoted(value, at_ == begin ? text_.size() : end)) return false;
      } else if (is_space(c) || (c == '#' && at_ == begin)) {
        const std::string_view behind = without_blanks(text_.substr(at_, end - at_));
        return behind.empty() || behind.front() == '#' ||
               (behind.front() == ';' && ends_command(behind, 0));
      } else if (c == ';' && ends_command(text_, at_)) {
        return true;
      } else if (const std::size_t length = joined_lines(); length > 0) {
        at_ += length;
      } else if (c == '$' || c == '`' || c == '\\') {
        at_ += value.expand_one(text_.substr(at_));
      } else {
        add_one(value);
      }
    }
    return true;
  }

  void add_one(Expander& value) { value.add(text_.substr(at_++, 1)); }

  /// What stands between quotes; false where no quote closes it before `end`.
  bool read_quoted(Expander& value, std::size_t end) {
    const char quote = text_[at_];
    const std::size_t close = closing_quote(at_ + 1, quote);
    if (close >= end) return false;
    ++at_;
    if (quote == '\'') {
      value.add(text_.substr(at_, close - at_));
      at_ = close;
    }
    while (at_ < close && !value.is_too_large()) {
      const char c = text_[at_];
      if (c == '\\' && is_escaped(at_ + 1)) {
        ++at_;
        add_one(value);
      } else if (c == '$' || c == '`' || c == '\\') {
        at_ += value.expand_one(text_.substr(at_, close - at_));
      } else {
        const std::string_view rest = text_.substr(at_, close - at_);
        const std::string_view plain = rest.substr(0, rest.find_first_of("$`\\"));
        value.add(plain);
        at_ += plain.size();
      }
    }
    at_ = close + 1;
    return true;
  }

  /// `npos` where there is none.
  std::size_t closing_quote(std::size_t at, char quote) const {
    if (quote == '\'') return text_.find(quote, at);
    for (at = text_.find_first_of("\"\\", at); at != npos && text_[at] != quote;
         at = text_.find_first_of("\"\\", at)) {
      at += 2;
    }
    return at;
  }

  /// The length of `\` and the line end that it takes away; 0 for none. Where a setting follows, as
  /// below a folder of Windows, the line is taken to end.
  std::size_t joined_lines() const {
    const std::string_view rest = text_.substr(at_, 3);
    const std::size_t length = rest.starts_with("\\\n") ? 2 : (rest == "\\\r\n" ? 3 : 0);
    if (length == 0) return 0;
    const std::size_t begin = at_ + length;
    const std::string_view next = without_blanks(
        text_.substr(begin, std::min(text_.find('\n', begin), text_.size()) - begin));
    const std::string_view line = without_declaration(next);
    const std::size_t equals = line.find('=');
    const bool follows = next.empty() || next.front() == '#' ||
                         (equals != npos && is_variable_name(line.substr(0, equals)));
    return follows ? 0 : length;
  }

  bool is_escaped(std::size_t at) const {
    return at < text_.size() && std::string_view("\"\\`$").find(text_[at]) != npos;
  }

  const std::string& path_;
  std::string_view text_;
  Variables& variables_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t room_ = limits::env_text;  ///< bytes that values may still have
};

}  // namespace

Result<void> read_env_file(const std::string& path, const Result<FileText>& file,
                           Variables& variables) {
  if (!file) return tl::unexpected(file.error());
  std::string_view text = file->text;
  if (const std::string_view encoding = wide_encoding(text); !encoding.empty()) {
    return tl::unexpected(Error{.what = fmt::format("{}: {}, not UTF-8", path, encoding)});
  }
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return EnvReader(path, text, variables).read();
}

}  // namespace ampslint
