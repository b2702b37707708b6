#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "load/xml/tree.hpp"
#include "model/children.hpp"

namespace ampslint {

/// A `<Target>` of `<Logging>`: where messages are logged, and which ("Configuring Logging").
struct LogTarget {
  const Element* element = nullptr;

  Text level() const { return text_of(element, "Level"); }    ///< this one and the worse ones
  Text levels() const { return text_of(element, "Levels"); }  ///< these ones
  Text include_errors() const { return text_of(element, "IncludeErrors"); }
  Text exclude_errors() const { return text_of(element, "ExcludeErrors"); }

  /// Everything that decides which messages it takes is known.
  bool is_known() const;
  /// It takes messages of that level.
  bool takes_level(std::string_view wanted) const;
  /// Its list names the message, by code or by pattern; nothing where that is unknown.
  std::optional<bool> includes(std::string_view code, const RegexBudget& budget) const;
  std::optional<bool> excludes(std::string_view code, const RegexBudget& budget) const;
};

std::vector<LogTarget> read_log_targets(const Element& root);

/// Some part of the logging is not known: a failed include, an undefined variable.
bool logging_is_unknown(const Element& root, const std::vector<LogTarget>& targets);

}  // namespace ampslint
