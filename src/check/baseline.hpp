#pragma once

#include <cstddef>
#include <string>

#include "ampslint/file_reader.hpp"
#include "check/run.hpp"

namespace ampslint {

/// Writes all findings of a result to a file, by what does not move with lines; how many.
Result<std::size_t> write_baseline(FileReader& files, const LintResult& result,
                                   const std::string& file);

/// Leaves out the findings that such a file knows; a notice names those that are gone.
Result<void> leave_out_known(FileReader& files, const std::string& file, const RuleTable& table,
                             LintResult& result);

}  // namespace ampslint
