#pragma once

#include <map>
#include <string>

#include "lsp/query.hpp"

namespace ampslint::lsp {

/// A change of several files, by URI; with versions where the editor knows `documentChanges`.
Json workspace_edit(const std::map<std::string, Json>& edits, const Query& query);

}  // namespace ampslint::lsp
