#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ampslint {

/// The formats that shards' reports can be joined in.
enum class MergeFormat : std::uint8_t { json, sarif };

std::string_view to_string(MergeFormat format);
std::optional<MergeFormat> merge_format_named(std::string_view name);

/// What the reports of all shards of a run come to.
struct Merged {
  bool worth_failing = false;  ///< something was found, from the run's `fail_on` on
  std::vector<std::string> remarks = {};
  std::vector<std::string> troubles = {};
};

/// Writes the report of a whole run from those of its shards; an error where they are not all those
/// of one run, or not of the format that is wanted.
Result<Merged> merge(const std::vector<std::string>& files, std::optional<MergeFormat> wanted,
                     std::ostream& out);

}  // namespace ampslint
