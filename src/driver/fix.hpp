#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "base/edited_text.hpp"
#include "base/files.hpp"
#include "driver/lint.hpp"

namespace ampslint {

/// A file to be rewritten.
struct FixedFile {
  std::string path;    ///< as first given
  std::string target;  ///< absolute, without a link
  std::string mark;    ///< the byte order mark that it begins with, or nothing
  EditedText text;     ///< without it
};

/// What fixing comes to; no file is written yet.
struct Fixing {
  LintResult reported;                ///< of the files as they are
  LintResult left;                    ///< of the files as they are to be
  std::unique_ptr<Overlay> texts;     ///< what each file is to hold, the unchanged ones too
  std::vector<FixedFile> files;       ///< those that change, by path
  std::size_t findings = 0;           ///< that the edits fix
  std::vector<std::string> warnings;  ///< on what else would change
  std::vector<std::string> notices;   ///< on fixes left out
};

/// Looks for the fixes that remove their findings and bring no others.
Result<Fixing> find_fixes(const Request& request, Fixes wanted);

/// Writes a unified diff, secrets masked; a notice where it cannot be applied for that.
void write_diff(Fixing& fixing, const ReportOptions& options, std::ostream& out);

/// Rewrites the files, all or none, and checks again.
Result<LintResult> apply_fixes(const Request& request, const Fixing& fixing);

/// How many findings have a fix that is not safe, in a file that can be rewritten.
std::size_t count_unsafe_fixes(FileReader& files, const LintResult& result);

}  // namespace ampslint
