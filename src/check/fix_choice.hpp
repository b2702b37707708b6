#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/edited_text.hpp"
#include "check/result.hpp"

namespace ampslint {

/// An edit of a file, by the file's key.
struct FileEdit {
  std::string file;
  Replacement made;

  friend auto operator<=>(const FileEdit&, const FileEdit&) = default;
};

/// A finding and the edits of its fix, sorted.
struct Candidate {
  const Diagnostic* found = nullptr;
  std::vector<FileEdit> edits;
};

/// Whether edits can be made together, and beside those taken, of which that is known. The same
/// edit twice is one.
bool fit_together(const std::vector<FileEdit>& edits, const std::set<FileEdit>& taken);

/// What speaks against fixes of findings of one severity that turn one result into another;
/// nothing where all is well: the findings are gone, and no rule has more to report that is as bad.
/// (What an error has hidden may come to light: a string must be valid before more is said of it.)
std::optional<std::string> objection(const LintResult& before, const LintResult& after,
                                     const std::vector<const Candidate*>& fixes);

}  // namespace ampslint
