#pragma once

#include <string>

#include "ampslint/file_reader.hpp"
#include "load/variables.hpp"

namespace ampslint {

/// Reads the `NAME=VALUE` lines of a file into `variables`, as shells and Docker Compose do:
/// `export`, quotes (also over several lines), comments, `${NAME}` and `${NAME:-default}` from what
/// is defined so far; a reference to anything else stays as it is. A later value wins.
Result<void> read_env_file(const std::string& path, const Result<FileText>& file,
                           Variables& variables);

}  // namespace ampslint
