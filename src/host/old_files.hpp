#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ampslint/result.hpp"

namespace ampslint {

/// Gets the number of a path and the text that its file had; nothing for a path that was not a
/// file, or one larger than any that is read.
using VisitOldFile = std::function<void(std::size_t, const std::optional<std::string>&)>;

/// Visits each of some files of a work tree as a git revision has them, byte for byte: no filter is
/// applied, and no line end converted. The paths are below `top`, and relative to it.
Result<void> read_old_files(const std::string& top, const std::string& revision,
                            const std::vector<std::string>& paths, const VisitOldFile& visit);

}  // namespace ampslint
