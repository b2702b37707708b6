#pragma once

#include <string>
#include <string_view>

#include "ampslint/ampslint.hpp"

namespace ampslint::lsp {

std::string_view word_of(Verdict verdict);
/// The transport that a string reaches, or what becomes of it.
std::string short_verdict(const Connection& connection);

}  // namespace ampslint::lsp
