#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// The lines of some files that have changed since a git revision.
class ChangedLines {
 public:
  /// `files` are absolute, without symbolic links; a file that git does not know is new as a whole.
  static Result<ChangedLines> since(const std::string& revision,
                                    const std::vector<std::string>& files);

  /// Whether one of the lines [first, last] has changed; yes for a file that was not asked for.
  bool touch(const std::string& file, std::uint32_t first, std::uint32_t last) const;

 private:
  using Ranges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // [first, last]

  Result<void> add(const std::string& top, const std::string& revision,
                   const std::vector<std::string>& files);
  void add_hunks(const std::string& file, const std::string& diff);

  std::map<std::string, Ranges> files_;
};

}  // namespace ampslint
