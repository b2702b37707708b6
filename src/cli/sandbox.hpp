#pragma once

#include <string>
#include <vector>

namespace ampslint {

/// What a run may do beside reading files and writing to what is open already.
struct Allowed {
  std::vector<std::string> written_files;    ///< may be there or not
  std::vector<std::string> written_folders;  ///< below which files are made and replaced
  bool programs = false;                     ///< may start programs, which have the same fence
};

/// How far the kernel went along.
struct Fenced {
  bool files = false;  ///< Landlock: nothing else is written
  bool calls = false;  ///< seccomp: no sockets and, unless allowed, no programs
};

/// Fences this process in, for good: its threads from now on and the programs it starts have the
/// same fence. What the kernel does not know is left out.
Fenced enter_sandbox(const Allowed& allowed);

/// Keeps this process's memory from other processes of its user, and out of core files.
void hide_memory();

}  // namespace ampslint
