#pragma once

#include <filesystem>

#include "ampslint/result.hpp"

namespace ampslint {

/// Where a path leads to; nothing need be there. An error where a link on the way belongs to
/// another user, who may exchange it.
Result<std::filesystem::path> place_behind_own_links(const std::filesystem::path& path);

}  // namespace ampslint
