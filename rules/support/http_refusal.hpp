#pragma once

#include <string_view>

#include "check/live.hpp"

namespace ampslint {

/// A plain HTTP request was answered with the wish for HTTPS.
bool wants_https(const Probed& probed);

/// The upgrade or preflight was answered, but not granted, or not answered at all.
bool upgrade_refused(const Probed& probed);

/// That refusal as a diagnostic: who refused `what`, how, and what that means.
Diagnostic refusal(const Probed& probed, std::string_view what);

}  // namespace ampslint
