#pragma once

#include <fmt/core.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ampslint::json {

/// A value of JSON as its text, without blanks. A report of millions of values needs no tree.
class Value {
 public:
  Value(std::nullptr_t = nullptr) : text_("null") {}
  template <std::integral Number>
  Value(Number number) : text_(fmt::format("{}", number)) {}
  /// A string; bytes that are not UTF-8 become U+FFFD.
  Value(std::string_view string);
  Value(const std::string& string) : Value(std::string_view(string)) {}
  Value(const char* string) : Value(std::string_view(string)) {}
  /// A number with one decimal.
  static Value decimal(double number);

  const std::string& text() const { return text_; }
  bool empty() const { return text_.size() == 2; }  ///< of an object, array or string

  /// Adds a member to an object.
  Value& add(std::string_view name, const Value& value);
  /// Adds the members of another object to an object.
  Value& add_all(const Value& other);
  /// Adds an item to an array.
  Value& push(const Value& item);

 private:
  friend Value object(std::initializer_list<std::pair<std::string_view, Value>> members);
  friend Value array(std::initializer_list<Value> items);
  void reopen();

  std::string text_;
};

Value object(std::initializer_list<std::pair<std::string_view, Value>> members = {});
Value array(std::initializer_list<Value> items = {});

template <typename Items, typename ToValue = std::identity>
Value array_of(const Items& items, ToValue to_value = {}) {
  Value values = array();
  for (const auto& item : items) values.push(std::invoke(to_value, item));
  return values;
}

/// The value on many lines, two blanks a level.
std::string indented(const Value& value);

}  // namespace ampslint::json
