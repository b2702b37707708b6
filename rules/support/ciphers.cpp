#include "support/ciphers.hpp"

#include <algorithm>

#include "model/children.hpp"

namespace ampslint {
namespace {

constexpr std::string_view separators = ": ;,";

CipherWord read_word(std::string_view text) {
  switch (text.front()) {
    case '-':
    case '!':
    case '@':
      return {.text = text, .name = text.substr(1), .operation = text.front()};
    case '+':
      return {.text = text, .name = text.substr(1), .operation = '>'};
    default:
      return {.text = text, .name = text};
  }
}

}  // namespace

std::vector<CipherWord> cipher_words(std::string_view list) {
  std::vector<CipherWord> words;
  while (true) {
    const std::size_t begin = list.find_first_not_of(separators);
    if (begin == std::string_view::npos) return words;
    list.remove_prefix(begin);
    const std::size_t end = std::min(list.find_first_of(separators), list.size());
    words.push_back(read_word(list.substr(0, end)));
    list.remove_prefix(end);
  }
}

std::vector<std::string_view> cipher_parts(std::string_view name) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = std::min(name.find_first_of("-+@"), name.size());
    parts.push_back(name.substr(0, end));
    if (end == name.size()) return parts;
    name.remove_prefix(end + 1);
  }
}

bool is_tls13_suite(std::string_view name) {
  constexpr std::string_view suites[] = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
                                         "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_SHA256",
                                         "TLS_AES_128_CCM_8_SHA256"};
  return std::ranges::count(suites, name) != 0;
}

std::vector<Text> cipher_lists(const Instance& instance) {
  std::vector<Text> lists;
  for (const SchemaNode& node : instance.nodes) {
    if (node.schema == nullptr || node.schema->name != "Ciphers" || !node.applies()) continue;
    if (is_known(node.element->text())) lists.push_back(node.element->text());
  }
  return lists;
}

}  // namespace ampslint
