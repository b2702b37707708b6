#pragma once

#include <optional>
#include <string_view>

#include "scan/escapes.hpp"
#include "scan/languages.hpp"

namespace ampslint {

/// Adds what a program joins to the literal that ends before `at` (`"tcp://" + host + "/amps"`):
/// more literals as they are, anything else as a placeholder `{host}`. Where the last of it ends;
/// nothing where nothing is joined. `in_brackets`: a line feed does not end what Python joins.
std::optional<std::size_t> join_operands(std::string_view text, std::size_t at, Language language,
                                         bool in_brackets, ValueBuilder& builder);

}  // namespace ampslint
