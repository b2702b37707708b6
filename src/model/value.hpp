#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "model/schema.hpp"

namespace ampslint {

/// What is wrong with a value, at which of its bytes.
struct ValueFault {
  std::string message;
  std::size_t begin = 0;
  std::size_t length = 0;
  Severity severity = Severity::error;
  std::string replacement = {};  ///< what would be right there, if there is one obvious choice
};

/// Checks a value by the kind that the schema gives it; references are not looked up.
std::optional<ValueFault> check_value(const SchemaElement& schema, std::string_view value);

/// Checks a value of the right kind against the limits that the schema gives it.
std::optional<ValueFault> check_range(const SchemaElement& schema, std::string_view value);

/// The element of the same content model whose value this could be: `Protocol` for `websocket` in
/// a `Type`.
std::string_view sibling_with(const ContentModel& model, const SchemaElement& schema,
                              std::string_view value);

/// `true`, `enabled` … in any case; nothing if it is not a boolean.
std::optional<bool> parse_boolean(std::string_view value);

}  // namespace ampslint
