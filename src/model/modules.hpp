#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "model/instance.hpp"
#include "model/schema.hpp"

namespace ampslint {

/// The names that may stand for a reference without being configured, by what the schema says it
/// names.
std::span<const std::string_view> built_in_names(ValueKind reference);

/// The names that a reference may give in an instance.
struct Names {
  std::vector<std::string_view> known;  ///< sorted
  bool complete = true;                 ///< false: a definition's own name is not known

  bool contains(std::string_view name) const { return std::ranges::binary_search(known, name); }
};

Names names_for(const Instance& instance, ValueKind reference);

/// The file of a library, wherever it lies.
std::string_view library_file(std::string_view path);

/// What a built-in module can be named for; empty where none has that name.
std::vector<ValueKind> purposes_of_built_in(std::string_view module);
/// What the modules of a library can be named for; empty for one that AMPS does not ship.
std::vector<ValueKind> purposes_of_library(std::string_view file);
/// A name of a module that is printed and wrong.
struct MistakenModule {
  std::string_view written;
  std::string_view meant;
  bool certain = true;  ///< false: some server may have it
};
const MistakenModule* mistaken_module(std::string_view name);

/// A kind of module in words: `an entitlement module`.
std::string_view module_kind(ValueKind reference);

/// Whom a built-in authentication or entitlement module lets in; `checked` for every other name.
Access access_of_module(std::string_view name);

}  // namespace ampslint
