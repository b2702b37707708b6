#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <vector>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/ciphers.hpp"

namespace ampslint {
namespace {

/// A part of a cipher's name, and the word that takes such ciphers out of a list.
struct Weakness {
  std::string_view part;
  std::string_view word;
};

constexpr Weakness weaknesses[] = {{"NULL", "eNULL"},
                                   {"eNULL", "NULL"},
                                   {"aNULL", "aNULL"},
                                   {"ADH", "aNULL"},
                                   {"AECDH", "aNULL"},
                                   {"EXP", "EXPORT"},
                                   {"EXP1024", "EXPORT"},
                                   {"EXPORT", "EXP"},
                                   {"EXPORT40", "EXPORT"},
                                   {"EXPORT56", "EXPORT"},
                                   {"RC2", "RC2"},
                                   {"RC4", "RC4"},
                                   {"DES", "DES"},
                                   {"3DES", "3DES"},
                                   {"MD5", "MD5"},
                                   {"LOW", "LOW"},
                                   {"COMPLEMENTOFALL", "eNULL"},
                                   {"COMPLEMENTOFDEFAULT", "aNULL"}};

/// It adds weak ciphers, which the list does not take away elsewhere.
bool is_weak(const CipherWord& word, const std::set<std::string_view>& killed) {
  if (word.operation != '+' || killed.contains(word.name)) return false;
  // DES-CBC3 is what the words of a list call 3DES.
  const bool triple = word.name.find("DES-CBC3") != std::string_view::npos;
  bool weak = false;
  for (std::string_view part : cipher_parts(word.name)) {
    if (triple && part == "DES") part = "3DES";
    const auto* found = std::ranges::find(weaknesses, part, &Weakness::part);
    const bool known = found != std::end(weaknesses);
    if (killed.contains(part) || (known && killed.contains(found->word))) return false;
    weak |= known;
  }
  return weak;
}

void check(const Instance& instance, Diagnostics& found) {
  for (const Text& list : cipher_lists(instance)) {
    const std::vector<CipherWord> words = cipher_words(list.value);
    std::set<std::string_view> killed;
    for (const CipherWord& word : words) {
      if (word.operation == '!') killed.insert(word.name);
    }
    for (const CipherWord& word : words) {
      const bool lax = word.text.ends_with("@SECLEVEL=0");
      if (!lax && !is_weak(word, killed)) continue;
      const auto begin = static_cast<std::size_t>(word.text.data() - list.value.data());
      found.push_back({.where = list.span(begin, word.text.size()),
                       .message = lax ? "'@SECLEVEL=0' allows every cipher, however weak"
                                      : fmt::format("'{}' allows weak ciphers", word.text)});
    }
  }
}

}  // namespace

Rule tls_cipher_weak() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
