#pragma once

#include "ampslint/why.hpp"
#include "driver/lint.hpp"

namespace ampslint::api {

/// How the one string of a request comes to its verdict.
Result<Why> why_string(const Request& request);

}  // namespace ampslint::api
