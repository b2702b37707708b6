#pragma once

#include "ampslint/attest.hpp"
#include "ampslint/diff.hpp"
#include "ampslint/elements.hpp"
#include "ampslint/exporter.hpp"
#include "ampslint/fix.hpp"
#include "ampslint/linter.hpp"
#include "ampslint/names.hpp"
#include "ampslint/probe.hpp"
#include "ampslint/report.hpp"
#include "ampslint/show.hpp"
#include "ampslint/why.hpp"

namespace ampslint {
using namespace api;  // NOLINT(google-build-using-namespace): the names that users write
}  // namespace ampslint
