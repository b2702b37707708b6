#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/ciphers.hpp"

namespace ampslint {
namespace {

/// OpenSSL passes over a name that it does not know, but not over what cannot be a name.
bool may_begin_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '=' || c == '_';
}

bool is_command(std::string_view name) {
  if (name == "STRENGTH") return true;
  constexpr std::string_view level = "SECLEVEL=";
  return name.size() == level.size() + 1 && name.starts_with(level) && name.back() >= '0' &&
         name.back() <= '5';
}

bool is_word(const CipherWord& word) {
  if (word.operation == '@') return is_command(word.name);
  return !word.name.empty() && may_begin_name(word.name.front());
}

/// Where it holds what is neither of a name nor an operator; OpenSSL refuses the list there, or
/// passes over the rest of the word.
std::size_t odd_character(const CipherWord& word) {
  const auto odd = std::ranges::find_if(word.text, [](char c) {
    return !may_begin_name(c) && std::string_view("+!@").find(c) == std::string_view::npos;
  });
  return static_cast<std::size_t>(odd - word.text.begin());
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Text& list : cipher_lists(instance)) {
    const std::vector<CipherWord> words = cipher_words(list.value);
    const auto bad = std::ranges::find_if_not(words, is_word);
    if (bad != words.end()) {
      const auto begin = static_cast<std::size_t>(bad->text.data() - list.value.data());
      found.push_back(
          {.where = list.span(begin, bad->text.size()),
           .message = fmt::format("OpenSSL rejects a cipher list that contains '{}'", bad->text)});
      continue;
    }
    const auto torn = std::ranges::find_if(
        words, [](const CipherWord& word) { return odd_character(word) < word.text.size(); });
    if (torn != words.end()) {
      const std::size_t odd = odd_character(*torn);
      const auto begin = static_cast<std::size_t>(torn->text.data() - list.value.data()) + odd;
      found.push_back({.where = list.span(begin, 1),
                       .message = fmt::format("'{}' does not separate ciphers; ':' does",
                                              torn->text.substr(odd, 1)),
                       .severity = Severity::warning});
      continue;
    }
    const auto adds = [](const CipherWord& word) { return word.operation == '+'; };
    const auto of_tls13 = [](const CipherWord& word) { return is_tls13_suite(word.name); };
    if (std::ranges::any_of(words, [&](const auto& w) { return adds(w) && !of_tls13(w); }))
      continue;
    Diagnostic diagnostic{
        .where = list.where,
        .message = fmt::format(
            "'{}' selects no cipher of TLS 1.2 or older; OpenSSL rejects such a list", list.value)};
    // Whether AMPS chooses those of TLS 1.3 by the same list is not documented.
    if (std::ranges::any_of(words, of_tls13)) diagnostic.severity = Severity::warning;
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule tls_cipher_invalid() { return {Severity::error, check}; }

}  // namespace ampslint
