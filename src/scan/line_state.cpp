#include "scan/line_state.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace ampslint {
void LineReader::begin_line(std::size_t at) {
  line_ = at_ = at;
  quote_ = 0;
  const std::size_t first = std::min(text_.find_first_not_of(" \t", at), text_.size());
  const bool goes_on = form_.syntax == Syntax::code && text_.substr(first).starts_with("* ");
  comment_ = goes_on;
}

bool LineReader::begins_comment(std::size_t at) const {
  const std::string_view rest = text_.substr(at, 2);
  const bool after_blank = at == line_ || text_[at - 1] == ' ' || text_[at - 1] == '\t';
  switch (form_.comments) {
    case Comments::none:
      return false;
    case Comments::slashes:
      return (rest == "//" && (at == line_ || text_[at - 1] != ':')) || rest == "/*";
    case Comments::dashes:
      return rest == "--";
    case Comments::semicolons:
      return rest[0] == ';' && after_blank;
    case Comments::hash:
      break;
  }
  if (form_.syntax == Syntax::properties) {
    return (rest[0] == '#' || rest[0] == '!') &&
           text_.substr(line_, at - line_).find_first_not_of(" \t") == std::string_view::npos;
  }
  const bool first = text_.substr(line_, at - line_).find_first_not_of(" \t@") == npos;
  if (first && equal_ignoring_case(text_.substr(at, 4), "rem ")) return true;
  return (rest[0] == '#' && after_blank) || (rest[0] == ';' && at == line_);
}

/// Where the next comment begins that may have several lines, and what ends it. What stands behind
/// other signs is a part of a pattern or a path.
std::size_t LineReader::next_block(std::size_t from, std::string_view& close) const {
  if (form_.syntax == Syntax::xml) {
    close = "-->";
    return text_.find("<!--", from);
  }
  const bool python = form_.language == Language::python;
  for (std::size_t at = from; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c != '/' && c != '#' && c != '"' && c != '\'') continue;
    const std::string_view rest = text_.substr(at);
    const std::size_t indent = text_.substr(0, at).find_last_not_of(" \t");
    const bool first = indent == npos || text_[indent] == '\n';
    const bool apart = first || indent + 1 < at;
    if (python && (rest.starts_with("\"\"\"") || rest.starts_with("'''"))) {
      close = rest.substr(0, 3);
      if (first) return at;
      at = std::min(text_.find(close, at + 3), text_.size() - 3) + 2;
    } else if ((c == '#' && python && apart) ||
               (has_slashes() && rest.starts_with("//") && apart)) {
      at = std::min(text_.find('\n', at), text_.size());
    } else if (has_slashes() && rest.starts_with("/*") && apart) {
      close = "*/";
      return at;
    }
  }
  return npos;
}

bool LineReader::in_block_comment(std::size_t at) {
  while (at >= block_end_) {
    std::string_view close;
    const std::size_t begin = next_block(std::max(block_at_, block_end_), close);
    block_at_ = std::min(begin, text_.size());
    if (begin >= at) return false;
    const std::size_t end = text_.find(close, begin + 3);
    // What nothing closes is none.
    block_end_ = end != npos ? end : (form_.syntax == Syntax::xml ? text_.size() : begin + 3);
    if (end == npos && at < block_end_) return false;
  }
  return at > block_at_;
}

void LineReader::advance_to(std::size_t at) {
  const std::size_t line_feed = text_.substr(at_, at - at_).rfind('\n');
  if (line_feed != std::string_view::npos) {
    begin_line(at_ + line_feed + 1);
  } else if (at_ == 0) {
    begin_line(0);
  }
  for (; at_ < at && !comment_; ++at_) {
    const char c = text_[at_];
    if (quote_ != 0) {
      if (c == '\\') ++at_;
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '`' ||
               (c == '\'' && (at_ == line_ || !is_alphanumeric(text_[at_ - 1])))) {
      quote_ = c;
    } else {
      comment_ = begins_comment(at_);
    }
  }
  at_ = at;
  if (form_.syntax == Syntax::xml) {
    comment_ = in_block_comment(at);
  } else if (form_.syntax == Syntax::code) {
    comment_ = in_block_comment(at) || comment_;
  }
}

}  // namespace ampslint
