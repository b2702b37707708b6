#pragma once

#include <string>
#include <string_view>

#include "model/schema.hpp"
#include "model/version.hpp"

namespace ampslint {

/// A value in one spelling: texts that AMPS reads alike (`1h` and `3600s`, `yes` and `true`, lists
/// of the same words) come to the same. What is not of its kind stays as it is.
std::string canonical_value(const SchemaElement& row, std::string_view value);

/// The default that a row has on a version of the server; empty for none.
std::string_view default_in(const SchemaElement& row, const Version& version);

}  // namespace ampslint
