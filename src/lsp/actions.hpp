#pragma once

#include "lsp/checker.hpp"

namespace ampslint::lsp {

inline constexpr std::string_view quick_fix = "quickfix";
inline constexpr std::string_view fix_all = "source.fixAll.ampslint";

/// Whether the editor asks for a kind of action, by its `context`.
bool wants(const Json& context, std::string_view kind);

/// A change of several files; with versions where the editor knows `documentChanges`.
Json workspace_edit(const std::map<std::string, Json>& edits, const Documents& documents,
                    bool versioned);

/// The fixes of the findings at a part of an open file, and the comments that suppress them.
Json quick_fixes(const Checked& checked, const std::string& key, Bytes where, Encoding encoding,
                 bool versioned);

/// The page of the rule found at a byte of an open file, else what is known of the element there;
/// or null.
Json hover(const Checked& checked, const std::string& key, std::size_t offset, Encoding encoding);

}  // namespace ampslint::lsp
