#include "model/secret_values.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "model/connection_string.hpp"
#include "model/secret_names.hpp"

namespace ampslint {
namespace {

/// A shorter value is hidden as a whole word only.
constexpr std::size_t least = 4;
/// Forms that are looked for; values beyond are hidden only where they stand.
constexpr std::size_t most = 100'000;
constexpr unsigned beginning_bits = 20;

/// A number for the first bytes that every form has.
std::size_t beginning_of(std::string_view text) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, text.data(), sizeof bytes);
  constexpr std::uint32_t factor = 0x9E3779B1;  // of Fibonacci hashing
  return bytes * factor >> (32U - beginning_bits);
}

enum class Slash : std::uint8_t { plain, escaped };

/// What stands between the quotes of a JSON string; `ascii`: the format of a `\\uXXXX`, or empty.
std::string in_json(std::string_view text, Slash slash, std::string_view ascii) {
  std::string out;
  const auto unit = [&out](std::string_view format, std::uint32_t code) {
    out += fmt::format(fmt::runtime(format), code);
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    const std::string_view character = text.substr(at, next.bytes);
    at += next.bytes;
    constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    const std::size_t known = character.size() == 1 ? escaped.find(character) : npos;
    if (known != npos) {
      out.append("\\").push_back(letters[known]);
    } else if (character == "/" && slash == Slash::escaped) {
      out += "\\/";
    } else if (next.value < ' ') {
      unit("\\u{:04x}", next.value);
    } else if (ascii.empty() || next.value <= '~' || next.value == not_utf8_value) {
      out += character;
    } else if (next.value > 0xFFFF) {
      unit(ascii, 0xD800 + ((next.value - 0x10000) >> 10U));
      unit(ascii, 0xDC00 + ((next.value - 0x10000) & 0x3FFU));
    } else {
      unit(ascii, next.value);
    }
  }
  return out;
}

/// `plain`: what is left as it is besides letters and digits.
std::string in_percents(std::string_view text, std::string_view plain, bool upper) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_alphanumeric(c) || plain.find(c) != npos) {
      out += c;
    } else {
      out += upper ? fmt::format("%{:02X}", byte) : fmt::format("%{:02x}", byte);
    }
  }
  return out;
}

std::string in_xml(std::string_view text, std::string_view quote, std::string_view apostrophe) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += quote;
        break;
      case '\'':
        out += apostrophe;
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// Without `=` at the end, which need not be there.
std::string in_base64(std::string_view text, std::string_view last_two) {
  const std::string digits =
      std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
          .append(last_two);
  std::string out;
  std::uint32_t bits = 0;
  unsigned int count = 0;
  for (const char c : text) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) out += digits[(bits >> (count - 6)) & 0x3FU];
  }
  if (count > 0) out += digits[(bits << (6 - count)) & 0x3FU];
  return out;
}

std::vector<std::string> forms_of(std::string_view value) {
  constexpr std::string_view unreserved = "-._~";
  // As it may stand in user information.
  constexpr std::string_view delimiters = "-._~!$&'()*+,;=";
  std::vector<std::string> forms{std::string(value), in_base64(value, "+/"),
                                 in_base64(value, "-_")};
  if (std::ranges::all_of(value, is_alphanumeric)) return forms;
  for (const Slash slash : {Slash::plain, Slash::escaped}) {
    for (const std::string_view ascii : {"", "\\u{:04x}", "\\u{:04X}"}) {
      forms.push_back(in_json(value, slash, ascii));
    }
  }
  for (const bool upper : {false, true}) {
    forms.push_back(in_percents(value, unreserved, upper));
    forms.push_back(in_percents(value, delimiters, upper));
  }
  forms.push_back(in_xml(value, "&quot;", "&apos;"));
  forms.push_back(in_xml(value, "&quot;", "&#39;"));
  forms.push_back(in_xml(value, "&#34;", "&#39;"));
  forms.push_back(in_xml(value, "\"", "'"));
  return forms;
}

bool is_word_character(char c) {
  return is_alphanumeric(c) || c == '_' || static_cast<signed char>(c) < 0;
}

}  // namespace

bool is_distinctive(std::string_view value) {
  constexpr std::size_t shortest = 6;
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool names_one = is_secret_name(value) && std::ranges::none_of(value, is_digit);
  return value.size() >= shortest && !names_one && !std::ranges::all_of(value, is_lower);
}

void SecretValues::add(std::string_view value) {
  if (value.empty() || forms_.contains(value) || forms_.size() >= most) return;
  if (value.size() < least) {
    constexpr std::size_t most_words = 16;
    longest_ = std::max(longest_, value.size());
    if (words_.size() < most_words) words_.emplace(value);
    return;
  }
  if (beginnings_.empty()) beginnings_.resize(std::size_t{1} << beginning_bits);
  for (std::string& form : forms_of(value)) {
    longest_ = std::max(longest_, form.size());
    beginnings_[beginning_of(form)] = true;
    forms_.insert(std::move(form));
  }
}

std::size_t SecretValues::length_at(std::string_view text) const {
  // The last form not behind the text begins it, or else shares its beginning with every form that
  // does.
  while (!text.empty()) {
    const auto behind = forms_.upper_bound(text);
    if (behind == forms_.begin()) return 0;
    const std::string_view before = *std::prev(behind);
    if (text.starts_with(before)) return before.size();
    const auto differ = std::ranges::mismatch(text, before);
    text = text.substr(0, static_cast<std::size_t>(differ.in1 - text.begin()));
  }
  return 0;
}

std::vector<Range> SecretValues::find(std::string_view text) const {
  std::vector<Range> found;
  if (empty()) return found;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    std::size_t length = 0;
    if (!forms_.empty() && rest.size() >= least && beginnings_[beginning_of(rest)]) {
      length = length_at(rest);
    }
    const bool begins = at == 0 || !is_word_character(text[at - 1]);
    if (length == 0 && begins && !words_.empty()) {
      for (const std::string& word : words_) {
        const bool ends = rest.size() == word.size() ||
                          (rest.size() > word.size() && !is_word_character(rest[word.size()]));
        if (ends && rest.starts_with(word)) length = std::max(length, word.size());
      }
    }
    if (length > 0) {
      found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)});
    }
    at += std::max<std::size_t>(length, 1);
  }
  return found;
}

}  // namespace ampslint
