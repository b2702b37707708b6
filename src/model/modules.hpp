#pragma once

#include <span>
#include <string_view>

#include "model/instance.hpp"
#include "model/schema.hpp"

namespace ampslint {

/// The names that may stand for a reference without being configured, by what the schema says it names.
std::span<const std::string_view> built_in_names(ValueKind reference);

/// Whom a built-in authentication or entitlement module lets in; `checked` for every other name.
Access access_of_module(std::string_view name);

}  // namespace ampslint
