#pragma once

#include <string_view>
#include <vector>

#include "lsp/query.hpp"

namespace ampslint::lsp {

/// The client shows places that are its arguments: a URI, a position, locations.
inline constexpr std::string_view show_references = "ampslint.showReferences";

/// Of a configuration's URI with includes and variables in place, which is only to be read.
inline constexpr std::string_view expanded_scheme = "ampslint-expand";

/// What `workspace/executeCommand` takes.
std::vector<std::string_view> command_names();
Answered answer_command(const Query& query);
/// Answers `workspace/textDocumentContent`.
Answered answer_content(const Query& query);

}  // namespace ampslint::lsp
