#pragma once

#include <string_view>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// A block that names a module: an `Authentication`, a step of an action, a `Protocol` … Its
/// options may stand there or where the module is defined ("RESTful Authentication and
/// Entitlements").
struct ModuleUse {
  const Element* block = nullptr;
  ValueKind purpose{};  ///< what it names the module for
  Text module = {};
  const ModuleDefinition* definition = nullptr;  ///< null where it is built in, or not known
  std::string_view identity =
      {};  ///< the built-in name, or the file of the library; empty: not known

  /// An option by its name or a synonym of it, here or at the definition; null for none.
  const Element* option(std::string_view name) const;
  /// The text of that option; absent where there is none.
  Text option_text(std::string_view name) const;
  /// Where options may stand: here, and at the definition. Null for none.
  const Element* own_options() const;
  const Element* shared_options() const;
};

/// The uses whose module is given and known by name, in order.
std::vector<ModuleUse> module_uses(const Instance& instance);

}  // namespace ampslint
