#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ampslint {

/// What a key of the workspace file holds.
enum class KeyKind : std::uint8_t { text, texts, boolean, date, words, levels, tables };

/// A key of the workspace file, as it is read, suggested and published as a JSON Schema.
struct WorkspaceKey {
  std::string_view name;
  KeyKind kind = KeyKind::text;
  std::string_view description = {};
  bool required = false;
  std::span<const std::string_view> choices = {};  ///< empty: any text
  std::span<const WorkspaceKey> keys = {};         ///< of each table
};

/// The kinds of clients, as `ClientKind` numbers them.
inline constexpr std::string_view client_kind_names[] = {"c++",    "python",     "java",
                                                         "csharp", "javascript", "go"};
/// The presets, as `Preset` numbers them.
inline constexpr std::string_view preset_names[] = {"default", "pedantic", "security"};

/// The keys of the file's top level.
std::span<const WorkspaceKey> workspace_keys();

}  // namespace ampslint
