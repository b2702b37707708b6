#pragma once

#include <string>

#include "ampslint/file_reader.hpp"
#include "load/variables.hpp"

namespace ampslint {

/// Reads the `NAME=VALUE` lines of a file into `variables`, as shells, Docker Compose and systemd
/// do: `export`, quotes (also over several lines, or around a part), comments, `NAME+=VALUE`,
/// `${NAME}` and `${NAME:-default}` from what is defined so far; a reference to anything else stays
/// as it is, as does a command. A later value wins.
Result<void> read_env_file(const std::string& path, const Result<FileText>& file,
                           Variables& variables);

}  // namespace ampslint
