#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "scan/languages.hpp"

namespace ampslint {

/// Where a place of a text stands on its line: in which quotes, in a comment. Goes through a text
/// once, forwards, and looks only at the lines that it is asked about.
class LineReader {
 public:
  LineReader(std::string_view text, const FileForm& form);

  void advance_to(std::size_t at);

  std::size_t line() const { return line_; }  ///< where the line begins
  char quote() const { return quote_; }       ///< the one that is open; 0: none
  bool in_comment() const { return comment_; }
  /// Whether a bracket is open that began on the line, or nothing stands before.
  bool in_brackets() const;
  std::string_view before() const { return text_.substr(line_, at_ - line_); }

 private:
  void begin_line(std::size_t at);
  bool stands_apart(std::size_t at) const;
  bool is_first(std::size_t at, std::string_view but = {}) const;
  bool is_sign(std::string_view sign, std::size_t at) const;
  bool begins_comment(std::size_t at) const;
  bool is_docstring(std::size_t at) const;
  const CommentBlock* block_at(std::size_t at) const;
  std::size_t next_block(std::size_t from, const CommentBlock*& block) const;
  bool in_block_comment(std::size_t at);
  std::size_t behind_block(std::size_t end) const;
  void read(char c, std::size_t end);

  std::string_view text_;
  FileForm form_;
  std::size_t line_ = 0;
  std::size_t at_ = 0;
  char quote_ = 0;
  bool comment_ = false;
  bool to_end_ = false;             ///< a comment that goes to the end of the line has begun
  bool in_slashes_ = false;         ///< one in `/* */`, on this line
  int depth_ = 0;                   ///< of brackets on the line
  std::array<bool, 256> begins_{};  ///< the signs that comments begin with
  std::size_t block_at_ = 0;        ///< the comment of several lines that was looked at last
  std::size_t block_end_ = 0;
};

}  // namespace ampslint
