#pragma once

#include <string_view>

namespace ampslint::lsp {

inline constexpr std::string_view quick_fix = "quickfix";
inline constexpr std::string_view fix_all = "source.fixAll.ampslint";
/// Apart from `source.fixAll`, which editors may ask for whenever a file is saved.
inline constexpr std::string_view fix_all_unsafe = "source.fixAllUnsafe.ampslint";

}  // namespace ampslint::lsp
