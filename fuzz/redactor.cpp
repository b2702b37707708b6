// The first line is a secret, the rest the words that a run is about to print, or a file that it
// shows: nobody gets to see the secret, however it is written.
#include "model/redactor.hpp"

#include <algorithm>

#include "input.hpp"
#include "model/named_secrets.hpp"

namespace {

using namespace ampslint;

std::string in_percents(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~").find(c) != text.npos;
    if (plain) {
      out += c;
    } else {
      out.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
    }
  }
  return out;
}

std::string in_base64(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
      return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    const std::uint32_t bits = byte(0) << 16U | byte(1) << 8U | byte(2);
    const std::size_t count = std::min<std::size_t>(text.size() - at, 3) + 1;
    for (std::size_t i = 0; i < count; ++i) out += digits[(bits >> (18 - 6 * i)) & 0x3FU];
  }
  return out;
}

std::string in_json(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < ' '; }

/// Values are hidden in words in each of their forms.
void hide_values(std::string_view secret, std::string_view words) {
  constexpr std::size_t least = 4;
  // A mark next to such a one could look like it.
  if (secret.size() < least || secret.find('*') != secret.npos) return;
  Redactor redactor;
  redactor.hide_value(secret);
  std::vector<std::string> forms{std::string(secret), in_percents(secret), in_base64(secret)};
  if (std::ranges::none_of(secret, is_control)) forms.push_back(in_json(secret));
  for (const std::string& form : forms) {
    const std::size_t middle = words.size() / 2;
    const std::string cleaned = redactor.hidden(
        std::string(words.substr(0, middle)).append(form).append(words.substr(middle)));
    for (const std::string& other : forms) fuzz::demand(cleaned.find(other) == std::string::npos);
  }
}

void demand_sound(const std::vector<Range>& secrets, std::size_t size) {
  std::uint32_t end = 0;
  for (const Range& secret : secrets) {
    fuzz::demand(end <= secret.begin && secret.begin < secret.end && secret.end <= size);
    end = secret.end;
  }
}

/// What a name says to be secret is hidden where its lines are shown.
void hide_named(std::string_view text) {
  demand_sound(named_secrets(text), text.size());
  constexpr std::string_view canary = "c4n4ryc4n4ry";
  if (text.find(canary) != text.npos) return;
  Sources sources;
  Redactor redactor;
  const SourceId id =
      sources.add("x.py", std::string(text).append("\npassword='").append(canary).append("'\n"));
  const std::uint32_t at = sources.whole(id).end - 2;  // a byte order mark is no part of it
  const Span where{
      .source = id, .begin = at - static_cast<std::uint32_t>(canary.size()) - 9, .end = at};
  fuzz::demand(redactor.shown(sources, where).find(canary) == std::string::npos);
  fuzz::demand(redactor.shown(sources, sources.whole(id)).find(canary) == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t line = std::min(text.find('\n'), text.size());
  hide_values(text.substr(0, line), text.substr(std::min(line + 1, text.size())));
  hide_named(text);
  return 0;
}
