#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "ampslint/linter.hpp"

namespace ampslint::api {

/// What fixing comes to; no file is written yet.
struct Fixing {
  LintResult reported;                ///< of the files as they are
  std::size_t findings = 0;           ///< that the edits fix
  std::size_t files = 0;              ///< that change
  std::vector<std::string> warnings;  ///< on what the edits would also change, for people
  std::shared_ptr<void> whole;        ///< what the functions below go by
};

/// What changes, against the files as they are; paths as first given.
std::vector<Edit> edits_of(const Fixing& fixing);

/// Writes a unified diff, secrets masked. Notices on what it leaves out go to `reported`.
void write_diff(Fixing& fixing, const ReportOptions& options, std::ostream& out);

/// Rewrites the files on the disk, all or none, and checks again.
Result<LintResult> apply_fixes(const Fixing& fixing);

}  // namespace ampslint::api
