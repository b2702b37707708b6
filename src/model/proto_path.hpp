#pragma once

#include <string_view>

namespace ampslint {

/// The alias of a `ProtoPath`, `alias;path`: empty for `;path` and for a path alone ("Message Type
/// Specific Options").
inline std::string_view proto_alias(std::string_view proto_path) {
  const std::size_t semicolon = proto_path.find(';');
  return semicolon == std::string_view::npos ? "" : proto_path.substr(0, semicolon);
}

}  // namespace ampslint
