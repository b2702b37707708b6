#pragma once

#include <string>
#include <string_view>

#include "lsp/query.hpp"

namespace ampslint::lsp {

/// An item that puts a text in the place of what stands at some bytes. `label` is what it is
/// found by there.
Json completion_item(std::string_view label, const std::string& text, int kind, Bytes over,
                     const Query& query, const TextLines& lines);

/// What may stand at a byte of a configuration.
Json complete_configuration(const Query& query, std::size_t offset);
/// The same in a workspace file.
Json complete_workspace(const Query& query, std::size_t offset);
/// The same in a connection string.
Json complete_string(const Query& query, std::size_t offset);

}  // namespace ampslint::lsp
