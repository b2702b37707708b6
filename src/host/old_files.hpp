#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// An object of a repository, as it is stored.
struct GitObject {
  std::string type;  ///< `blob`, `tree` …
  std::string bytes;
};

/// Gets the number of a name and its object; nothing for one that is not there, or larger than any
/// file that is read.
using VisitObject = std::function<void(std::size_t, const std::optional<GitObject>&)>;

/// The id of the commit that a revision names. `top`: of a work tree.
Result<std::string> find_commit(const std::string& top, const std::string& revision);

/// Visits objects by their names, each on a line of its own: an id, or `COMMIT^{tree}`. Messages
/// say that they are of that revision.
Result<void> read_objects(const std::string& top, const std::string& revision,
                          const std::vector<std::string>& names, const VisitObject& visit);

/// Gets the number of a path and the text that its file had; nothing for a path that was not a
/// file, or one larger than any that is read.
using VisitOldFile = std::function<void(std::size_t, const std::optional<std::string>&)>;

/// Visits each of some files of a work tree as a git revision has them, byte for byte: no filter is
/// applied, and no line end converted. The paths are below `top`, and relative to it.
Result<void> read_old_files(const std::string& top, const std::string& revision,
                            const std::vector<std::string>& paths, const VisitOldFile& visit);

}  // namespace ampslint
