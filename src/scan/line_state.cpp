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
    case Comments::hash:
      break;
  }
  if (form_.syntax == Syntax::properties) {
    return (rest[0] == '#' || rest[0] == '!') &&
           text_.substr(line_, at - line_).find_first_not_of(" \t") == std::string_view::npos;
  }
  return (rest[0] == '#' && after_blank) || (rest[0] == ';' && at == line_);
}

bool LineReader::in_xml_comment(std::size_t at) {
  while (at >= xml_comment_end_) {
    const std::size_t begin = text_.find("<!--", std::max(xml_at_, xml_comment_end_));
    xml_at_ = std::min(begin, text_.size());
    if (begin >= at) return false;
    xml_comment_end_ = std::min(text_.find("-->", begin), text_.size());
  }
  return at > xml_at_;
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
  if (form_.syntax == Syntax::xml) comment_ = in_xml_comment(at);
}

}  // namespace ampslint
