#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lsp/position.hpp"

namespace ampslint::lsp {

struct Insertion {
  std::size_t at = 0;
  std::string text;
};

/// The comment that suppresses a rule's finding at a byte of a file, or all of them in the file.
/// Nothing where a comment cannot be put, or would become part of a value.
std::optional<Insertion> suppression(std::string_view path, std::string_view text,
                                     std::size_t offset, std::string_view rule, bool whole_file);

/// An `[[ignore]]` for a rule's findings in a file, to be put behind a workspace file's text.
std::string ignore_entry(std::string_view text, std::string_view rule, std::string_view path);

}  // namespace ampslint::lsp
