#include "support/project.hpp"

namespace ampslint::testing {

std::string project_path(const std::string& path) { return AMPSLINT_SOURCE_DIR "/" + path; }

}  // namespace ampslint::testing
