#pragma once

#include "ampslint/why.hpp"
#include "driver/lint.hpp"

namespace ampslint::api {

/// `options`: a request without inputs.
Result<Why> why_of(const Request& options, const std::vector<std::string>& asked,
                   const Inputs& inputs);

}  // namespace ampslint::api
