#pragma once

#include <iosfwd>
#include <string_view>

#include "base/files.hpp"

namespace ampslint {

/// Writes what is known of text that somebody pastes, line by line, for people or as JSON; lines
/// that are not known are left out. An error where none is known.
Result<void> write_explanations(std::string_view text, bool json, std::ostream& out);

/// Writes the page of a rule or an element as JSON.
void write_page_json(std::string_view name, std::string_view page, std::ostream& out);

}  // namespace ampslint
