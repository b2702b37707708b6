#pragma once

#include <functional>
#include <string_view>

#include "base/range.hpp"
#include "scan/languages.hpp"

namespace ampslint {

/// Calls `visit` with the parts of a text for people, in order: what is written, with the form of
/// the text, and the blocks of code in it, with that of their language.
void for_blocks(std::string_view text, const FileForm& form,
                const std::function<void(Range, const FileForm&)>& visit);

}  // namespace ampslint
