#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/expression_functions.hpp"
#include "model/value.hpp"

namespace ampslint {

/// It is an AMPS expression, or holds one ("AMPS Expressions" of the AMPS manual).
bool holds_expression(ValueKind kind);

/// What is wrong with an expression by itself, at its place in a configuration.
std::optional<ValueFault> check_expression(ValueKind kind, std::string_view value);

/// The functions that an expression calls: their
/// names as parts of the value, in order; none where it is malformed.
std::vector<std::string_view> calls_in(ValueKind kind, std::string_view value);

/// What an identifier names: `[json].[orders]./id`.
struct FieldPath {
  std::string_view type = {};
  std::string_view topic = {};
  std::string_view path = {};  ///< empty: the text is not an identifier
};
FieldPath field_path(std::string_view text);

/// The identifiers of an expression, in order; none where it is malformed.
std::vector<std::string_view> identifiers_in(ValueKind kind, std::string_view value);

}  // namespace ampslint
