#pragma once

#include "ampslint/diff.hpp"
#include "driver/lint.hpp"

namespace ampslint::api {

/// `options`: a request without inputs.
Result<Difference> difference_of(const Request& options, const Inputs& inputs,
                                 const DiffOptions& how);

}  // namespace ampslint::api
