#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint::testing {

/// An `instance` block of the rules' pages, and a `client` block that it is for.
struct PageText {
  std::string_view rule;  ///< whose page it is
  std::string configuration;
  std::string clients;  ///< may be empty
};
std::vector<PageText> page_texts();

/// Picks at random, the same on every machine.
class Dealer {
 public:
  explicit Dealer(std::uint32_t seed) : random_(seed) {}

  bool one_in(std::size_t n) { return below(n) == 0; }
  std::size_t below(std::size_t n) { return random_() % n; }
  template <typename Choices>
  const auto& pick(const Choices& choices) {
    return choices[below(std::size(choices))];
  }
  template <typename Items>
  void shuffle(Items& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::mt19937 random_;
};

/// The text with a few of its lines gone, doubled, or with the value of another line.
std::string mutated(const std::string& text, Dealer& dealer);

}  // namespace ampslint::testing
