#include "report/json_value.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "base/printable.hpp"
#include "base/utf8.hpp"

namespace ampslint::json {

namespace {

/// With what is not seen, and what a CI service could take for a command, as `\\uXXXX`: the same
/// string, safe on any terminal.
std::string shown(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  const auto unit = [&out](char32_t code) {
    out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
  };
  const auto is_as_it_seems = [](char c) { return c >= ' ' && c <= '~' && c != '#'; };
  for (std::size_t at = 0; at < json.size();) {
    // Nearly all is.
    const auto begin = json.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = std::find_if_not(begin, json.end(), is_as_it_seems);
    out.append(begin, end);
    at += static_cast<std::size_t>(end - begin);
    if (at == json.size()) break;
    const CodePoint next = code_point_at(json, at);
    const std::string_view rest = std::string_view(json).substr(at);
    at += next.bytes;
    if (!is_unseen(next.value) && !begins_agent_command(rest)) {
      out += rest.substr(0, next.bytes);
    } else if (next.value > 0xFFFF) {
      unit(0xD800 + ((next.value - 0x10000) >> 10U));
      unit(0xDC00 + ((next.value - 0x10000) & 0x3FFU));
    } else {
      unit(next.value);
    }
  }
  return out;
}

}  // namespace

Value::Value(std::string_view string) {
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  if (std::ranges::all_of(string, is_plain) && string.find("##") == string.npos) {
    text_.reserve(string.size() + 2);
    text_.append(1, '"').append(string).append(1, '"');
  } else {
    text_ = shown(
        nlohmann::json(string).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

Value Value::decimal(double number) {
  Value value;
  value.text_ = fmt::format("{:.1f}", number);
  return value;
}

void Value::reopen() {
  text_.pop_back();
  if (text_.size() > 1) text_ += ',';
}

Value& Value::add(std::string_view name, const Value& value) {
  reopen();
  text_.append(1, '"').append(name).append("\":").append(value.text_).append(1, '}');
  return *this;
}

Value& Value::add_all(const Value& other) {
  if (other.empty()) return *this;
  reopen();
  text_.append(other.text_, 1);
  return *this;
}

Value& Value::push(const Value& item) {
  reopen();
  text_.append(item.text_).append(1, ']');
  return *this;
}

Value object(std::initializer_list<std::pair<std::string_view, Value>> members) {
  Value made;
  made.text_ = "{}";
  for (const auto& [name, value] : members) made.add(name, value);
  return made;
}

Value array(std::initializer_list<Value> items) {
  Value made;
  made.text_ = "[]";
  for (const Value& item : items) made.push(item);
  return made;
}

std::string indented(const Value& value) {
  const std::string& text = value.text();
  std::string out;
  std::size_t depth = 0;
  bool quoted = false;
  const auto is_empty = [&text](std::size_t at) {
    const std::string_view both = std::string_view(text).substr(at, 2);
    return both == "{}" || both == "[]";
  };
  const auto new_line = [&] { out.append(1, '\n').append(2 * depth, ' '); };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool opens = !quoted && (c == '{' || c == '[');
    const bool closes = !quoted && (c == '}' || c == ']');
    if (closes && !is_empty(at - 1)) {
      --depth;
      new_line();
    }
    out += c;
    if (quoted && c == '\\') out += text[++at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (opens && !is_empty(at)) {
      ++depth;
      new_line();
    }
    if (c == ',') new_line();
    if (c == ':') out += ' ';
  }
  return out;
}

}  // namespace ampslint::json
