#pragma once

#include <string_view>

namespace ampslint {

/// Whether a pattern as `.gitignore` files have them matches all of a path whose parts `/`
/// separates. `*` and `?` stay within a part, `**` as a whole part stands for any number of parts
/// (at the end: at least one), `[a-z]`, `[!a]` and `[[:digit:]]` are one byte, `\` takes the next
/// byte as it is. Takes time of at most the product of both sizes.
bool matches_glob(std::string_view pattern, std::string_view path);

}  // namespace ampslint
