#pragma once

#include <cstddef>
#include <string_view>

#include "scan/languages.hpp"

namespace ampslint {

/// Where a place of a text stands on its line: in which quotes, in a comment. Goes through a text
/// once, forwards, and looks only at the lines that it is asked about.
class LineReader {
 public:
  LineReader(std::string_view text, const FileForm& form) : text_(text), form_(form) {}

  void advance_to(std::size_t at);

  std::size_t line() const { return line_; }  ///< where the line begins
  char quote() const { return quote_; }       ///< the one that is open; 0: none
  bool in_comment() const { return comment_; }
  std::string_view before() const { return text_.substr(line_, at_ - line_); }

 private:
  void begin_line(std::size_t at);
  bool begins_comment(std::size_t at) const;
  bool in_block_comment(std::size_t at);
  bool has_slashes() const {
    return form_.comments == Comments::slashes || form_.comments == Comments::dashes;
  }
  std::size_t next_block(std::size_t from, std::string_view& close) const;

  std::string_view text_;
  FileForm form_;
  std::size_t line_ = 0;
  std::size_t at_ = 0;
  char quote_ = 0;
  bool comment_ = false;
  std::size_t block_at_ = 0;  ///< the comment of several lines that was looked at last
  std::size_t block_end_ = 0;
};

}  // namespace ampslint
