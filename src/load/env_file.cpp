#include "load/env_file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/ascii.hpp"
#include "base/limits.hpp"

namespace ampslint {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_of_name(char c) { return is_alphanumeric(c) || c == '_'; }

/// What stands for `$…` at the begin of a text, and how long that is.
struct Reference {
  std::string_view name;
  std::optional<std::string_view> otherwise;  ///< behind `:-` or `-`
  std::size_t length = 0;
};

std::optional<Reference> reference_at(std::string_view text) {
  const bool braced = text.starts_with("${");
  const std::size_t begin = braced ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && is_of_name(text[end])) ++end;
  if (end == begin) return std::nullopt;
  Reference found{.name = text.substr(begin, end - begin), .otherwise = {}, .length = end};
  if (!braced) return found;
  const std::size_t close = text.find('}', end);
  if (close == npos) return std::nullopt;
  std::string_view rest = text.substr(end, close - end);
  found.length = close + 1;
  if (rest.starts_with(':')) rest.remove_prefix(1);
  if (rest.starts_with('-')) found.otherwise = rest.substr(1);
  return rest.empty() || found.otherwise ? std::optional(found) : std::nullopt;
}

/// Replaces references; nothing where that makes more than `most` bytes.
std::optional<std::string> expanded(std::string_view text, Variables& variables, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('$'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (out.ends_with('\\')) {  // escaped
      out.back() = '$';
      text.remove_prefix(1);
      continue;
    }
    const std::optional<Reference> reference = reference_at(text);
    const std::size_t length = reference ? reference->length : 1;
    const auto value = reference ? variables.find(reference->name) : std::nullopt;
    if (value) variables.note_reference(reference->name, *value);
    out += value                               ? *value
           : reference && reference->otherwise ? *reference->otherwise
                                               : text.substr(0, length);
    text.remove_prefix(length);
    if (out.size() > most) break;
  }
  return out.size() > most ? std::nullopt : std::optional(out);
}

class EnvReader {
 public:
  EnvReader(const std::string& path, std::string_view text, Variables& variables)
      : path_(path), text_(text), variables_(variables) {}

  Result<void> read() {
    while (at_ < text_.size()) {
      const std::string_view before = text_.substr(0, at_);
      const std::string_view fault = read_line();
      if (fault.empty()) continue;
      // The line itself may hold a secret: only its place is shown.
      const auto line = 1 + std::ranges::count(before, '\n');
      return tl::unexpected(Error{.what = fmt::format("{}:{}: {}", path_, line, fault)});
    }
    return {};
  }

 private:
  std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }

  /// What is wrong with it; empty for nothing.
  std::string_view read_line() {
    std::string_view line = without_blanks(text_.substr(at_, line_end() - at_));
    const std::string_view whole = line;
    const std::size_t next = line_end() + 1;
    if (line.starts_with("export ") || line.starts_with("export\t")) {
      line = without_blanks(line.substr(7));
    }
    const std::size_t equals = line.find('=');
    if (line.empty() || whole.front() == '#' || is_bare_name(line)) {
      at_ = next;
      return {};
    }
    if (equals == npos || equals == 0) return "not NAME=VALUE";
    at_ = static_cast<std::size_t>(line.data() - text_.data()) + equals + 1;
    const std::optional<std::string> value = read_value();
    if (!value) return "the references up to here make too much text";
    room_ -= std::min(room_, value->size());
    variables_.define(std::string(without_blanks(line.substr(0, equals))), *value);
    return {};
  }

  /// `NAME` alone, which takes its value from the process environment.
  static bool is_bare_name(std::string_view line) { return std::ranges::all_of(line, is_of_name); }

  /// Behind `=`; goes to the next line.
  std::optional<std::string> read_value() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    const std::size_t begin = at_;
    if (std::optional<std::string> quoted = read_quoted()) return quoted;
    at_ = begin;
    std::string_view rest = text_.substr(at_, line_end() - at_);
    at_ = line_end() + 1;
    for (std::size_t sign = rest.find('#'); sign != npos; sign = rest.find('#', sign + 1)) {
      if (sign > 0 && !is_space(rest[sign - 1])) continue;
      rest = rest.substr(0, sign);
      break;
    }
    return expanded(without_blanks(rest), variables_, room_);
  }

  /// A value in quotes, where nothing but a comment stands behind it.
  std::optional<std::string> read_quoted() {
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '"' && quote != '\'') return std::nullopt;
    std::string value;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (quote == '"' && text_[at_] == '\\' && is_escaped(at_ + 1)) ++at_;
      value += text_[at_];
    }
    if (at_ >= text_.size()) return std::nullopt;
    ++at_;
    const std::string_view behind = without_blanks(text_.substr(at_, line_end() - at_));
    if (!behind.empty() && behind.front() != '#') return std::nullopt;
    at_ = line_end() + 1;
    return quote == '"' ? expanded(value, variables_, room_) : value;
  }

  bool is_escaped(std::size_t at) const {
    return at < text_.size() && std::string_view("\"\\`").find(text_[at]) != npos;
  }

  const std::string& path_;
  std::string_view text_;
  Variables& variables_;
  std::size_t at_ = 0;
  std::size_t room_ = limits::env_text;  ///< bytes that values may still have
};

}  // namespace

Result<void> read_env_file(const std::string& path, const Result<FileText>& file,
                           Variables& variables) {
  if (!file) return tl::unexpected(file.error());
  std::string_view text = file->text;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return EnvReader(path, text, variables).read();
}

}  // namespace ampslint
