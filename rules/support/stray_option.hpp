#pragma once

#include <string_view>

#include "model/connection_string.hpp"

namespace ampslint {

/// Whether what stands in an option's place is none: quotes around the string, which
/// uri-surrounding-space reports, or a second string, which uri-list-in-one-string does.
inline bool is_stray(const ConnectionString& client, std::string_view key) {
  if (key.ends_with('"') || key.ends_with('\'') || key.ends_with(' ')) return true;
  return !client.second.empty() && key.data() + key.size() > client.second.data();
}

}  // namespace ampslint
