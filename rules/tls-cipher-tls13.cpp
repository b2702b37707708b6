#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/ciphers.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  for (const Text& list : cipher_lists(instance)) {
    const std::vector<CipherWord> words = cipher_words(list.value);
    const auto of_tls13 = [](const CipherWord& word) { return is_tls13_suite(word.name); };
    // tls-cipher-invalid reports a list that names no others.
    if (std::ranges::all_of(words, of_tls13)) continue;
    for (const CipherWord& word : words) {
      if (!of_tls13(word)) continue;
      const auto begin = static_cast<std::size_t>(word.text.data() - list.value.data());
      found.push_back({.where = list.span(begin, word.text.size()),
                       .message = fmt::format(
                           "'{}' is a TLS 1.3 cipher, which this list cannot select", word.name)});
    }
  }
}

}  // namespace

Rule tls_cipher_tls13() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
