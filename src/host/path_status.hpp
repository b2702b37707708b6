#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace ampslint {

/// What stands at a path of this host.
enum class PathKind : std::uint8_t { unknown, nothing, file, folder, socket, other };

/// A path of this host as the system describes it; nothing is opened.
struct HostFile {
  PathKind kind = PathKind::unknown;  ///< unknown: whoever runs this may not look
  unsigned permissions = 0;           ///< as chmod takes them
};

HostFile look_at(std::string_view path);

/// Whoever runs this, or root.
bool is_trusted(std::uint32_t user);

/// Whether a file has hard links beside this path.
bool has_other_names(std::string_view path);

/// Whether a file belongs to whoever runs this, to root, or to whoever owns the folder `here`; also
/// where there is no such file on this host.
bool belongs_to_user(const std::string& file, const std::string& here);

/// A path whose place is known: an absolute one, or one beside the configuration. Others depend on
/// the folder that AMPS is started in.
bool has_known_place(const Text& path);

/// Whether a folder holds a file with this ending; nothing where that is unknown.
std::optional<bool> holds_file(std::string_view folder, std::string_view ending);

/// The first bytes of a regular file; nothing where it cannot be read.
std::optional<std::string> beginning_of(std::string_view path, std::size_t most);

}  // namespace ampslint
