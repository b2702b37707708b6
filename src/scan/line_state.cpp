#include "scan/line_state.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

/// Of the languages that templates are written in, whatever they make.
constexpr CommentBlock template_blocks[] = {{"{#", "#}"},     {"{{/*", "*/}}"},
                                            {"{{- /*", "*/"}, {"{{!--", "--}}"},
                                            {"{{!", "}}"},    {"<%#", "%>"},
                                            {"<%--", "--%>"}, {"<#--", "-->"},
                                            {"<!--", "-->"},  {"{% comment", "{% endcomment"}};

template <typename Use>
bool any_word(std::string_view words, Use use) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (use(word)) return true;
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  return false;
}

std::size_t index_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

LineReader::LineReader(std::string_view text, const FileForm& form) : text_(text), form_(form) {
  for (const CommentBlock& block : form.comments.blocks) begins_.at(index_of(block.open[0])) = true;
  any_word(form.comments.signs, [this](std::string_view sign) {
    begins_.at(index_of(sign[0])) = true;
    return false;
  });
  if (form.template_) begins_['{'] = begins_['<'] = true;
}

void LineReader::begin_line(std::size_t at) {
  line_ = at_ = at;
  quote_ = 0;
  depth_ = 0;
  const std::size_t first = std::min(text_.find_first_not_of(" \t", at), text_.size());
  const bool goes_on = form_.syntax == Syntax::code && text_.substr(first).starts_with("* ");
  to_end_ = goes_on;
  in_slashes_ = false;
}

bool LineReader::in_brackets() const {
  return depth_ > 0 || before().find_first_not_of(" \tfFrRbBuU\"'") == npos;
}

/// Begins its line, or stands behind a blank.
bool LineReader::stands_apart(std::size_t at) const {
  return at == 0 || std::string_view(" \t\n").find(text_[at - 1]) != npos;
}

/// Whether nothing stands before on the line but blanks and `but`.
bool LineReader::is_first(std::size_t at, std::string_view but) const {
  while (at > 0 &&
         (text_[at - 1] == ' ' || text_[at - 1] == '\t' || but.find(text_[at - 1]) != npos)) {
    --at;
  }
  return at == 0 || text_[at - 1] == '\n';
}

/// Whether what looks like a sign of the language is one where it stands.
bool LineReader::is_sign(std::string_view sign, std::size_t at) const {
  const bool code = form_.syntax == Syntax::code;
  const char before = at > 0 ? text_[at - 1] : '\n';
  switch (sign[0]) {
    case '/':
      if (code || form_.syntax == Syntax::json) return before != ':';
      // Of a file that may be of any kind.
      return form_.comments.blocks.empty() ? is_first(at) : stands_apart(at);
    case '#':
      return stands_apart(at) || is_first(at, "@-+") ||
             (code && std::string_view(";)]},").find(before) != npos);
    case ';':
      return code ? stands_apart(at) : is_first(at);
    case '%':
      return stands_apart(at);
    case 'r':
    case ':':
    case '"':
      return is_first(at, "@");
    default:
      return true;
  }
}

bool LineReader::begins_comment(std::size_t at) const {
  const char c = text_[at];
  if (form_.syntax == Syntax::properties) return (c == '#' || c == '!') && is_first(at);
  if (!begins_.at(index_of(c)) && c != 'R') return false;
  const std::string_view rest = text_.substr(at, 4);
  return any_word(form_.comments.signs, [&](std::string_view sign) {
    if (sign == "rem") return equal_ignoring_case(rest, "rem ") && is_sign(sign, at);
    return rest.starts_with(sign) && is_sign(sign, at);
  });
}

/// Whether a text of several lines is one for people: it is all of a statement, or it follows
/// `def f():`.
bool LineReader::is_docstring(std::size_t at) const {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 2 && is_alphanumeric(text_[begin - 1])) --begin;
  if (is_first(begin)) return true;
  if (!stands_apart(begin)) return false;
  constexpr std::size_t farthest = 512;
  const std::size_t from = begin > farthest ? begin - farthest : 0;
  std::string_view line = text_.substr(from, begin - from);
  line.remove_prefix(line.rfind('\n') + 1);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const bool named =
      line.starts_with("def ") || line.starts_with("class ") || line.starts_with("async def ");
  const std::size_t last = line.find_last_not_of(" \t");
  return named && line[last] == ':';
}

/// The comment of several lines that begins at `at`; null for none. What stands behind other signs
/// is a part of a pattern or a path.
const CommentBlock* LineReader::block_at(std::size_t at) const {
  const std::string_view rest = text_.substr(at);
  const auto begins = [&](const CommentBlock& block) { return rest.starts_with(block.open); };
  if (form_.template_) {
    const auto* found = std::ranges::find_if(template_blocks, begins);
    if (found != std::end(template_blocks)) return found;
  }
  const auto found = std::ranges::find_if(form_.comments.blocks, begins);
  if (found == form_.comments.blocks.end()) return nullptr;
  if (found->starts_line) return at == 0 || text_[at - 1] == '\n' ? &*found : nullptr;
  const bool bare = std::string_view("/(#").find(found->open[0]) == npos;
  return bare || stands_apart(at) ? &*found : nullptr;
}

/// Where the next comment begins that may have several lines.
std::size_t LineReader::next_block(std::size_t from, const CommentBlock*& block) const {
  for (std::size_t at = from; at < text_.size(); ++at) {
    if (!begins_.at(index_of(text_[at]))) continue;
    block = block_at(at);
    const bool text = block != nullptr && form_.language == Language::python;
    if (text && !is_docstring(at)) {
      at = std::min(text_.find(block->close, at + 3), text_.size() - 3) + 2;
    } else if (block != nullptr) {
      return at;
    } else if (form_.syntax == Syntax::code && stands_apart(at) && begins_comment(at)) {
      at = std::min(text_.find('\n', at), text_.size());
    }
  }
  return npos;
}

bool LineReader::in_block_comment(std::size_t at) {
  while (at >= block_end_) {
    const CommentBlock* block = nullptr;
    const std::size_t begin = next_block(std::max(block_at_, block_end_), block);
    block_at_ = std::min(begin, text_.size());
    if (begin >= at) return false;
    const std::size_t inside = begin + block->open.size();
    const std::size_t end = block->close.empty() ? npos : text_.find(block->close, inside);
    // What nothing closes is none, but where that is a comment for sure.
    const bool certain = form_.syntax == Syntax::xml || block->starts_line;
    block_end_ = end != npos ? end + block->close.size() - 1 : (certain ? text_.size() : inside);
    if (end == npos && at < block_end_) return certain;
  }
  return at > block_at_;
}

/// Behind the comment that begins at `at_` and may have several lines, up to `end`; 0 where none
/// does.
std::size_t LineReader::behind_block(std::size_t end) const {
  if (!begins_.at(index_of(text_[at_])) || form_.language == Language::python) return 0;
  const CommentBlock* block = block_at(at_);
  if (block == nullptr || block->close.empty()) return 0;
  const std::size_t close = text_.substr(0, end).find(block->close, at_ + block->open.size());
  return close == npos ? end : close + block->close.size();
}

/// The sign `c` at `at_`, of a line that is read as far as `end`.
void LineReader::read(char c, std::size_t end) {
  const bool slashes = !form_.comments.blocks.empty() && form_.comments.blocks[0].open == "/*";
  const bool apostrophes = form_.comments.signs.find('\'') == npos;
  if (quote_ != 0) {
    if (c == '\\') ++at_;
    if (c == quote_) quote_ = 0;
  } else if (slashes && c == '/' && at_ + 1 < end && text_[at_ + 1] == '*') {
    in_slashes_ = true;
    ++at_;
  } else if (const std::size_t behind = behind_block(end); behind > 0) {
    at_ = behind - 1;
  } else if (begins_comment(at_)) {
    to_end_ = true;
  } else if (c == '"' || c == '`' ||
             (c == '\'' && apostrophes && (at_ == line_ || !is_alphanumeric(text_[at_ - 1])))) {
    quote_ = c;
  } else if (c == '(' || c == '[' || c == '{') {
    ++depth_;
  } else if (c == ')' || c == ']' || c == '}') {
    --depth_;
  }
}

void LineReader::advance_to(std::size_t at) {
  const std::size_t line_feed = text_.substr(at_, at - at_).rfind('\n');
  if (line_feed != std::string_view::npos) {
    begin_line(at_ + line_feed + 1);
  } else if (at_ == 0) {
    begin_line(0);
  }
  while (at_ < at && !to_end_) {
    if (in_slashes_) {
      const std::size_t end = text_.substr(0, at).find("*/", at_);
      if (end == npos) break;
      in_slashes_ = false;
      at_ = end + 2;
    } else {
      read(text_[at_], at);
      ++at_;
    }
  }
  at_ = at;
  const bool blocks = !form_.comments.blocks.empty() || form_.template_;
  comment_ = to_end_ || in_slashes_ || (blocks && in_block_comment(at));
}

}  // namespace ampslint
