#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/range.hpp"

namespace ampslint {

/// The values in a text of any language that stand with a name of a secret: `password = …`,
/// `"token": "…"`, `<Password>…</Password>`, `--password …`, `name: API_KEY` with `value: …` on the
/// next line; and passwords of URIs that hold blanks or quotes. Sorted and disjoint; when in doubt,
/// a value is secret.
std::vector<Range> named_secrets(std::string_view text);

/// The password of a URI whose authority begins at `authority`, up to its `@`, although a blank or
/// a quote seems to end it: `a b'c` in `tcp://user:a b'c@host`. Empty where a port follows.
Range broken_password(std::string_view text, std::size_t authority);

}  // namespace ampslint
