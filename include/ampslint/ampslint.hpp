#pragma once

#include "ampslint/linter.hpp"

namespace ampslint {
using namespace api;  // NOLINT(google-build-using-namespace): the names that users write
}  // namespace ampslint
