#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lsp/position.hpp"

namespace ampslint::lsp {

/// What stands at a place of a workspace file.
struct KeyPlace {
  std::string section;  ///< of the table, dotted; empty: before the first one
  std::string key;      ///< of the line; empty: none yet
  Bytes word;           ///< what stands there
  bool in_header = false;
  bool in_value = false;
  bool in_quotes = false;  ///< of a value
};

KeyPlace key_place(std::string_view text, std::size_t offset);

/// The ids of the policies that a workspace file gives.
std::vector<std::string> policies_in(std::string_view text);

/// The schema of a table of the workspace file, or null.
const Json& schema_of_section(std::string_view section);
/// The same of a key in it.
const Json& schema_of_key(std::string_view section, std::string_view key);
/// The whole schema's properties.
const Json& workspace_schema();

}  // namespace ampslint::lsp
