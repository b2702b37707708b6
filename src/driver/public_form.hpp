#pragma once

#include <memory>

#include "ampslint/linter.hpp"
#include "check/result.hpp"

namespace ampslint::api {

Place place_of(const Sources& sources, Span where);

/// What a result of the library was made from.
const ampslint::LintResult& whole_of(const LintResult& result);

}  // namespace ampslint::api
