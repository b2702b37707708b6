#pragma once

#include <memory>

#include "ampslint/linter.hpp"
#include "check/result.hpp"
#include "driver/lint.hpp"

namespace ampslint::api {

Place place_of(const Sources& sources, Span where);

Diagnostic public_form(const ampslint::Diagnostic& found, const ampslint::Inputs& inputs);
Connection public_form(const ampslint::Connection& checked, const ampslint::Inputs& inputs);

/// The request for some inputs, of one without any.
Request request_for(const Request& options, const Inputs& inputs);

/// What a result of the library was made from.
const ampslint::LintResult& whole_of(const LintResult& result);

}  // namespace ampslint::api
