#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "ampslint/types.hpp"
#include "base/regex.hpp"
#include "base/source.hpp"
#include "check/match/proxy.hpp"
#include "check/policy.hpp"
#include "check/rule.hpp"
#include "load/suppressions/text.hpp"
#include "load/xml/tree.hpp"
#include "model/clients/kind.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"
#include "model/redactor.hpp"

namespace ampslint {

/// A connection string to check, and the client that it is for.
struct StringInput {
  Text text;
  GivenClient client = {};
  StringUse use = StringUse::connection;
  bool example = false;  ///< of a comment, a document or somebody else's code: notes at most
};

/// The connection strings of a run, and which of them are used together.
struct StringInputs {
  std::vector<StringInput> all;
  std::vector<std::pair<std::size_t, std::size_t>> lists = {};  ///< [begin, end) of `all`
};

/// What rules found that look at one instance alone.
using InstanceFindings = std::shared_ptr<const std::vector<Diagnostic>>;

/// A copy of a list in memory that lives as long as the arena.
template <typename Item>
std::span<const Item> copied(std::span<const Item> list, Arena& arena) {
  static_assert(std::is_trivially_destructible_v<Item>);
  void* const room = arena.allocate(list.size() * sizeof(Item) + 1, alignof(Item));
  Item* const copy = static_cast<Item*>(room);
  std::uninitialized_copy(list.begin(), list.end(), copy);
  return {copy, list.size()};
}

/// What a run has read. Owns what instances, strings and findings point into.
struct Inputs {
  std::unique_ptr<Arena> arena = std::make_unique<Arena>();
  std::vector<std::shared_ptr<Arena>> arenas;  ///< of the configurations
  std::shared_ptr<const RegexBudget> regexes = std::make_shared<RegexBudget>();
  Sources sources;
  Redactor redactor;
  Instances instances;
  /// By instance, where that was checked before; then of all, where a later run may use them.
  std::vector<InstanceFindings> findings;
  StringInputs strings;
  Proxies proxies;
  Suppressions suppressions;
  std::span<const NamedRule> rules = all_rules();  ///< ours, then the workspace's policies
  std::vector<Policy> policies;
  bool is_partial = false;  ///< not all that the workspace declares was read
  std::size_t files = 0;    ///< configurations and lists of connection strings read
  std::vector<InputError> errors;
  std::vector<std::string> notices;  ///< for people, on standard error

  /// A copy that lives as long as these.
  std::string_view kept(std::string_view text) const {
    const std::span<const char> copy = copied(std::span(text.data(), text.size()), *arena);
    return {copy.data(), copy.size()};
  }
  std::span<const NamedRule> kept(const std::vector<NamedRule>& list) const {
    return copied(std::span<const NamedRule>(list), *arena);
  }

  const NamedRule& rule_of(const Diagnostic& found) const { return rules[found.rule]; }
  /// What stands at `where`, without secrets.
  std::string shown(Span where) const { return redactor.shown(sources, where); }
  std::string shown(const Text& text) const { return redactor.shown(text); }
  /// The name of an instance, else its file's path.
  std::string label(const Instance& instance) const {
    return redactor.hidden(instance.label(sources));
  }
};

}  // namespace ampslint
