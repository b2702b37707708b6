#pragma once

#include <optional>
#include <string_view>

#include "model/value.hpp"

namespace ampslint {

/// Checks what AMPS alone writes so: names of topics, schedules, signals, codes …; nothing for
/// other kinds.
std::optional<ValueFault> check_word(const SchemaElement& schema, std::string_view value);

}  // namespace ampslint
