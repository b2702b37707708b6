#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <array>
#include <cstddef>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>

/// What systems do in ways of their own: elsewhere there is only what POSIX has.
namespace ampslint {

/// For `open`: a folder that nobody reads from.
#ifdef O_PATH
inline constexpr int only_a_place = O_PATH;
#else
inline constexpr int only_a_place = O_RDONLY;
#endif

/// When a file, or what is known of it, was last changed.
inline const timespec& written_at(const struct stat& status) {
#ifdef __APPLE__
  return status.st_mtimespec;
#else
  return status.st_mtim;
#endif
}
inline const timespec& changed_at(const struct stat& status) {
#ifdef __APPLE__
  return status.st_ctimespec;
#else
  return status.st_ctim;
#endif
}

/// The owner of a symbolic link and its target; nothing where none stands at the path.
struct LinkAt {
  struct stat status;
  std::filesystem::path target;
};
std::optional<LinkAt> link_at(const std::filesystem::path& path);

enum class Renaming { replacing, exchanging };
/// Renames within an open folder; false, and `errno`, where that fails.
bool rename_in(int folder, const char* from, const char* to, Renaming how);

/// The extended attributes of an open file, as Linux's `flistxattr` and the like take them.
ssize_t list_attributes(int file, char* names, std::size_t size);
ssize_t get_attribute(int file, const char* name, char* value, std::size_t size);
bool set_attribute(int file, const char* name, const std::string& value);
void remove_attribute(int file, const char* name);

/// The reading and the writing end, closed in programs that are started; -1 for both if there is no
/// pipe.
std::array<int, 2> open_pipe();

/// A file without a name, closed in programs that are started; -1 if there is none.
int open_nameless_file();

/// The process's own, ended by null.
char** environment_variables();

}  // namespace ampslint
