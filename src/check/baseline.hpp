#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "check/run.hpp"

namespace ampslint {

/// Writes all findings of an outcome to a file, by what does not move with lines; how many.
Result<std::size_t> write_baseline(const Outcome& outcome, const std::string& file);

/// What is said of the findings of a baseline that are no more, by their names; nothing for none.
std::string stale_remark(const std::string& file, const std::vector<std::string>& stale);

/// Leaves out the findings that such a file knows; a remark names those of it that are no more. A
/// shard keeps them to be counted.
Result<void> leave_out_known(const std::string& file, const Telling& telling, Outcome& outcome);

}  // namespace ampslint
