#pragma once

#include <string_view>
#include <vector>

#include "base/range.hpp"

namespace ampslint {

/// The stretches of a connection string that are secret (passwords, secret options), however badly
/// it is written: when in doubt, hidden. Sorted, as offsets into `text`.
std::vector<Range> secrets_of(std::string_view text);

/// Whether an option or element of that name holds a secret itself (`Password`, not
/// `PasswordFile`).
bool is_secret_name(std::string_view name);

}  // namespace ampslint
