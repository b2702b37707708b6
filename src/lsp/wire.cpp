#include "lsp/wire.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <istream>
#include <ostream>

namespace ampslint::lsp {
namespace {

constexpr std::size_t most_of_header = 8192;
constexpr std::size_t most_of_message = std::size_t{64} << 20U;

/// A line of a header without its end, as much of it as may be kept; nothing at the stream's end.
std::optional<std::string> read_line(std::istream& in) {
  std::string line;
  for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
    if (c == '\n') {
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    if (line.size() < most_of_header) line += static_cast<char>(c);
  }
  return std::nullopt;
}

/// The number after a name, which is written in any case.
std::optional<std::size_t> length_in(std::string line) {
  constexpr std::string_view name = "content-length:";
  if (line.size() < name.size()) return std::nullopt;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::transform(line.begin(), line.begin() + name.size(), line.begin(), lower);
  if (!line.starts_with(name)) return std::nullopt;
  line.erase(0, std::min(line.find_first_not_of(" \t", name.size()), line.size()));
  std::size_t length = 0;
  const auto read = std::from_chars(line.data(), line.data() + line.size(), length);
  return read.ec == std::errc() ? std::optional(length) : std::nullopt;
}

/// `ignore` would wait for the byte behind them.
bool skip(std::istream& in, std::size_t bytes) {
  std::array<char, 65536> some{};
  while (bytes > 0 && in) {
    const std::size_t part = std::min(bytes, some.size());
    in.read(some.data(), static_cast<std::streamsize>(part));
    bytes -= part;
  }
  return static_cast<bool>(in);
}

}  // namespace

std::optional<Json> read_frame(std::istream& in) {
  std::optional<std::size_t> length;
  bool any = false;
  while (true) {
    const std::optional<std::string> line = read_line(in);
    if (!line) return std::nullopt;
    if (line->empty() && any) break;
    if (line->empty()) continue;
    any = true;
    if (const auto given = length_in(*line)) length = given;
  }
  if (!length) return Json(Json::value_t::discarded);
  if (*length > most_of_message) {
    if (!skip(in, *length)) return std::nullopt;
    return Json(Json::value_t::discarded);
  }
  std::string body(*length, '\0');
  if (!in.read(body.data(), static_cast<std::streamsize>(body.size()))) return std::nullopt;
  return Json::parse(body, nullptr, false);
}

void write_frame(const Json& message, std::ostream& out) {
  const std::string body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  out << "Content-Length: " << body.size() << "\r\n\r\n" << body << std::flush;
}

const Json& at(const Json& value, std::initializer_list<std::string_view> keys) {
  static const Json nothing;
  const Json* here = &value;
  for (const std::string_view key : keys) {
    const auto found = here->is_object() ? here->find(key) : here->end();
    if (!here->is_object() || found == here->end()) return nothing;
    here = &*found;
  }
  return *here;
}

std::string string_at(const Json& value, std::initializer_list<std::string_view> keys) {
  const Json& found = at(value, keys);
  return found.is_string() ? found.get<std::string>() : std::string();
}

bool flag_at(const Json& value, std::initializer_list<std::string_view> keys) {
  const Json& found = at(value, keys);
  return found.is_boolean() && found.get<bool>();
}

void add_once(Json& list, Json one) {
  if (std::ranges::find(list, one) == list.end()) list.push_back(std::move(one));
}

}  // namespace ampslint::lsp
