#pragma once

#include <string>

namespace ampslint::testing {

/// The path of something in the project, by its path from the top. A function: a definition on
/// every command line would make each clone of the project compile every test anew.
std::string project_path(const std::string& path);

}  // namespace ampslint::testing
