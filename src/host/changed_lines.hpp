#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/result.hpp"
#include "base/line_diff.hpp"

namespace ampslint {

/// The lines of some files that have changed since a git revision.
class ChangedLines {
 public:
  /// By their paths, which are absolute and without symbolic links, the texts of the files as they
  /// were read. A file that the revision does not have is new as a whole.
  using Files = std::map<std::string, std::string_view>;

  static Result<ChangedLines> since(const std::string& revision, const Files& files);

  /// Whether one of the lines [first, last] has changed; yes for a file that was not asked for.
  bool touch(const std::string& file, std::uint32_t first, std::uint32_t last) const;

 private:
  std::map<std::string, std::vector<LineRange>> files_;
};

}  // namespace ampslint
