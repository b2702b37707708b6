#pragma once

#include <cstdint>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace ampslint::lsp {

using Json = nlohmann::json;

inline constexpr std::size_t npos = std::string_view::npos;

/// The codes of JSON-RPC and of the protocol.
enum class ErrorCode : std::int32_t {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  not_initialized = -32002,
  request_cancelled = -32800,
};

/// Reads a message to its end; nothing where the stream ends. One that is too large, has no
/// length or is not JSON becomes a discarded value.
std::optional<Json> read_frame(std::istream& in);

void write_frame(const Json& message, std::ostream& out);

/// What is at a path of keys, or null.
const Json& at(const Json& value, std::initializer_list<std::string_view> keys);

/// A string there, or an empty one.
std::string string_at(const Json& value, std::initializer_list<std::string_view> keys);

/// Whether there is `true`.
bool flag_at(const Json& value, std::initializer_list<std::string_view> keys);

/// Adds what a list does not hold yet.
void add_once(Json& list, Json one);

}  // namespace ampslint::lsp
