#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/source.hpp"
#include "base/text.hpp"

namespace ampslint {

/// A directive of an nginx configuration, with those in its block.
struct NginxDirective {
  Span where;
  std::vector<Text> words;  ///< at least its name
  std::vector<NginxDirective> block;

  std::string_view name() const { return words.front().value; }
  /// The first argument; absent where there is none.
  Text argument() const { return words.size() > 1 ? words[1] : Text{}; }
};

/// The directives on which routes depend. An `include` among them is one that was not read.
using NginxBlock = std::vector<NginxDirective>;

/// What was read of a run's nginx configurations: limits are for all of them.
struct NginxAmount {
  std::size_t files = 0;
  std::size_t words = 0;
  std::size_t entries = 0;  ///< files and folders that includes looked at
};

/// The directives of an nginx configuration, its includes followed.
struct NginxDirectives {
  NginxBlock block;
  std::deque<std::string> decoded;   ///< what words with escapes stand for
  std::vector<std::string> notices;  ///< on includes that are not read
};

/// Reads directives as nginx does ("Configuration File's Structure" of its guide). An error where a
/// file cannot be read, its braces and quotes do not fit, or there is too much of it.
Result<NginxDirectives> read_nginx_directives(FileReader& files, const std::string& path,
                                              Sources& sources, NginxAmount& amount);

}  // namespace ampslint
