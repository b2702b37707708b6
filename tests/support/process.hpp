#pragma once

#include <string>

namespace ampslint::testing {

struct Ran {
  int status = 0;
  std::string out;
  std::string err;
};

/// Runs `ampslint ARGUMENTS` through a shell in a folder, without colours and without the caller's
/// settings.
Ran run_ampslint(const std::string& arguments, const std::string& folder);

std::string read_text(const std::string& path);

}  // namespace ampslint::testing
