#include "model/changes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "model/canonical_value.hpp"

namespace ampslint {
namespace {

using Meanings = std::vector<const Meaning*>;
using Pairs = std::vector<std::pair<const Meaning*, const Meaning*>>;

bool is_single(const Meaning& meaning) {
  return meaning.is_attribute ||
         (meaning.schema != nullptr && meaning.schema->occurs == Occurs::once);
}

/// What is said of a thing anew is said of the same thing where this is the same.
using Key = std::tuple<std::string_view, std::string_view>;

bool is_empty(const Key& key) { return std::get<0>(key).empty(); }

/// A topic is a name and a message type.
Key whole_key(const Meaning& meaning) {
  return {meaning.value_of("Name"), meaning.value_of("MessageType")};
}

Key name_key_of(const Meaning& meaning) {
  std::string_view name = meaning.value_of("Name");
  if (name.empty()) name = meaning.value_of("Group");
  return {name, {}};
}

/// A step of an action.
Key module_key(const Meaning& meaning) {
  const bool is_named = meaning.child("Name") != nullptr;
  return {is_named ? std::string_view() : meaning.value_of("Module"), {}};
}

Key own_key(const Meaning& meaning) { return {meaning.is_leaf() ? meaning.value : "", {}}; }

/// The values in an element, each with the names of the elements around it.
void collect_leaves(const Meaning& meaning, std::string above, std::vector<std::string>& leaves) {
  above += '/';
  above += meaning.name;
  if (!meaning.value.empty()) leaves.push_back(fmt::format("{}={}", above, meaning.value));
  for (const Meaning* child : meaning.children) collect_leaves(*child, above, leaves);
}

std::vector<std::string> leaves_of(const Meaning& meaning) {
  std::vector<std::string> leaves;
  collect_leaves(meaning, {}, leaves);
  std::ranges::sort(leaves);
  return leaves;
}

/// How much of what two elements hold is the same, from 0 to 1.
double likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  const auto all = static_cast<double>(a.size() + b.size());
  return all == 0 ? 1 : 2 * static_cast<double>(both.size()) / all;
}

/// Finds which elements of one name under two parents are the same thing.
class Matcher {
 public:
  Matcher(Meanings before, Meanings after, Pairs& pairs)
      : before_(std::move(before)), after_(std::move(after)), pairs_(pairs) {}

  /// What is left is in one of the two only.
  void match() {
    if (before_.size() == 1 && after_.size() == 1 && is_single(*before_[0])) return match_in_turn();
    match_ends();
    match_equal();
    for (const auto key : {whole_key, name_key_of, own_key}) match_by(key);
    match_alike();
    match_by(module_key);
    if (may_be_same_thing()) match_in_turn();
  }

  const Meanings& removed() const { return before_; }
  const Meanings& added() const { return after_; }

 private:
  /// What is the same from the begin on, and up to the end: of equal ones, none has moved.
  void match_ends() {
    const auto is_same = [](const Meaning* a, const Meaning* b) { return a->hash == b->hash; };
    const auto [here, there] = std::ranges::mismatch(before_, after_, is_same);
    match_in_turn(static_cast<std::size_t>(here - before_.begin()));
    const auto [last, other] =
        std::ranges::mismatch(before_ | std::views::reverse, after_ | std::views::reverse, is_same);
    for (auto number = last - before_.rbegin(); number > 0; --number) {
      pairs_.emplace_back(before_.back(), after_.back());
      before_.pop_back();
      after_.pop_back();
    }
  }

  void match_by(Key (*key)(const Meaning&)) {
    std::map<Key, Meanings> there;
    for (const Meaning* meaning : after_ | std::views::reverse) {
      there[key(*meaning)].push_back(meaning);
    }
    match_where([&](const Meaning& meaning) -> Meanings* {
      const Key wanted = key(meaning);
      const auto found = there.find(wanted);
      return is_empty(wanted) || found == there.end() ? nullptr : &found->second;
    });
  }

  /// All that they hold is the same.
  void match_equal() {
    std::map<std::uint64_t, Meanings> there;
    for (const Meaning* meaning : after_ | std::views::reverse) {
      there[meaning->hash].push_back(meaning);
    }
    match_where([&](const Meaning& meaning) -> Meanings* {
      const auto found = there.find(meaning.hash);
      return found == there.end() ? nullptr : &found->second;
    });
  }

  template <typename Find>
  void match_where(const Find& find) {
    std::set<const Meaning*> taken;
    for (const Meaning*& meaning : before_) {
      Meanings* candidates = find(*meaning);
      if (candidates == nullptr || candidates->empty()) continue;
      const Meaning* other = candidates->back();
      candidates->pop_back();
      pairs_.emplace_back(meaning, other);
      taken.insert(other);
      meaning = nullptr;
    }
    forget(taken);
  }

  void forget(const std::set<const Meaning*>& taken) {
    std::erase(before_, nullptr);
    std::erase_if(after_, [&taken](const Meaning* other) { return taken.contains(other); });
  }

  /// Those that hold the same for the most part, the most alike first.
  void match_alike() {
    constexpr std::size_t most = 20'000;
    constexpr double least = 0.5;
    if (before_.size() * after_.size() > most) return;
    std::vector<std::vector<std::string>> there;
    for (const Meaning* meaning : after_) there.push_back(leaves_of(*meaning));
    std::vector<std::tuple<double, std::size_t, std::size_t>> alike;
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (before_[i]->is_leaf()) continue;
      const std::vector<std::string> here = leaves_of(*before_[i]);
      for (std::size_t j = 0; j < after_.size(); ++j) {
        const double how = likeness(here, there[j]);
        if (how >= least) alike.emplace_back(-how, i, j);
      }
    }
    std::ranges::sort(alike);
    std::set<const Meaning*> taken;
    const Meanings here = before_;
    for (const auto& [how, i, j] : alike) {
      if (before_[i] == nullptr || !taken.insert(after_[j]).second) continue;
      pairs_.emplace_back(here[i], after_[j]);
      before_[i] = nullptr;
    }
    forget(taken);
  }

  /// Values, and elements that are not called anything, are known by their place.
  bool may_be_same_thing() const {
    const bool lone = before_.size() == 1 && after_.size() == 1;
    const auto is_called_nothing = [lone](const Meaning* meaning) {
      return is_empty(name_key_of(*meaning)) && (lone || is_empty(module_key(*meaning)));
    };
    return std::ranges::all_of(before_, is_called_nothing) &&
           std::ranges::all_of(after_, is_called_nothing);
  }

  void match_in_turn() { match_in_turn(std::min(before_.size(), after_.size())); }

  void match_in_turn(std::size_t number) {
    for (std::size_t i = 0; i < number; ++i) pairs_.emplace_back(before_[i], after_[i]);
    before_.erase(before_.begin(), before_.begin() + static_cast<std::ptrdiff_t>(number));
    after_.erase(after_.begin(), after_.begin() + static_cast<std::ptrdiff_t>(number));
  }

  Meanings before_;
  Meanings after_;
  Pairs& pairs_;
};

/// The pairs, in the order of the first of each, whose second ones do not stand in that order: as
/// few as there can be.
Pairs out_of_order(const Pairs& pairs) {
  // The longest run that is in order: for each length the pair that ends it soonest.
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> ends;
  std::vector<std::size_t> previous(pairs.size(), none);
  const auto place = [&pairs](std::size_t i) { return pairs[i].second->index; };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto at = std::ranges::lower_bound(ends, place(i), {}, place);
    if (at != ends.begin()) previous[i] = *std::prev(at);
    if (at == ends.end()) {
      ends.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<bool> stays(pairs.size());
  for (std::size_t i = ends.empty() ? none : ends.back(); i != none; i = previous[i]) {
    stays[i] = true;
  }
  Pairs moved;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!stays[i]) moved.push_back(pairs[i]);
  }
  return moved;
}

/// What of a topic or message type names others, which it has to stand behind.
void collect_references(const Meaning& meaning, std::vector<std::string_view>& texts) {
  for (const Meaning* child : meaning.children) {
    if (child->name != "UnderlyingTopic" && child->name != "MessageType" && child->name != "Join")
      continue;
    if (!child->value.empty()) texts.push_back(child->value);
    collect_references(*child, texts);
  }
}

/// A view stands behind what it is made of, a composite type behind its parts, and a topic with a
/// pattern behind those that it would take.
bool minds_place_of(const Meaning& one, const Meaning& other) {
  if (one.child("Pattern") != nullptr) return true;
  const std::string_view name = other.value_of("Name");
  if (name.empty()) return false;
  std::vector<std::string_view> texts;
  collect_references(one, texts);
  return std::ranges::any_of(texts, [name](std::string_view text) {
    return text == name || text.find(fmt::format("[{}]", name)) != text.npos;
  });
}

bool minds_places(const Meaning& one) {
  return one.child("Pattern") != nullptr || one.child("UnderlyingTopic") != nullptr ||
         (one.name == "MessageType" && one.child("MessageType") != nullptr);
}

class Comparison {
 public:
  Comparison(const MeaningTree& before, const MeaningTree& after)
      : before_(before), after_(after) {}

  Changes compare() {
    compare(before_.root(), after_.root());
    return std::move(changes_);
  }

 private:
  void compare(const Meaning& before, const Meaning& after) {
    if (before.name == "Destination") changes_.same.emplace(before.element, after.element);
    // Where another module decides how a value is read, the same text is no change.
    if (before.value != after.value && before.text.value != after.text.value) {
      changes_.all.push_back({.before = &before, .after = &after});
    }
    Pairs pairs;
    Meanings removed;
    Meanings added;
    for (auto& [name, both] : by_name(before, after)) {
      Matcher matcher(std::move(both.first), std::move(both.second), pairs);
      matcher.match();
      for (const Meaning* one : matcher.removed()) removed.push_back(one);
      for (const Meaning* one : matcher.added()) added.push_back(one);
    }
    std::ranges::sort(pairs, {}, [](const auto& pair) { return pair.first->index; });
    report_moved(pairs);
    std::ranges::sort(removed, {}, &Meaning::index);
    std::ranges::sort(added, {}, &Meaning::index);
    auto gone = removed.begin();
    for (const auto& [one, other] : pairs) {
      for (; gone != removed.end() && (*gone)->index < one->index; ++gone) remove(**gone, after);
      compare(*one, *other);
    }
    for (; gone != removed.end(); ++gone) remove(**gone, after);
    for (const Meaning* one : added) add(*one, before);
  }

  using Both = std::pair<Meanings, Meanings>;

  static std::map<std::pair<bool, std::string_view>, Both> by_name(const Meaning& before,
                                                                   const Meaning& after) {
    std::map<std::pair<bool, std::string_view>, Both> groups;
    for (const Meaning* child : before.children) {
      groups[{child->is_attribute, child->name}].first.push_back(child);
    }
    for (const Meaning* child : after.children) {
      groups[{child->is_attribute, child->name}].second.push_back(child);
    }
    return groups;
  }

  void remove(const Meaning& one, const Meaning& parent) {
    report_lone({.kind = ChangeKind::removed, .before = &one, .parent = &parent}, after_);
  }

  void add(const Meaning& one, const Meaning& parent) {
    report_lone({.kind = ChangeKind::added, .after = &one, .parent = &parent}, before_);
  }

  /// An element that stands on one side only: no change where it says what is so without it.
  void report_lone(MeaningChange change, const MeaningTree& other) {
    const Meaning& given = change.given();
    if (given.schema != nullptr && !given.is_attribute) {
      if (says_nothing(given)) return;
      const SchemaElement& row = *given.schema;
      if (row.occurs == Occurs::once && given.is_leaf()) {
        change.absent = other.value_of_absent(*change.parent, row);
      }
      if (!change.absent.empty() && canonical_value(row, change.absent) == given.value) return;
    }
    changes_.all.push_back(change);
  }

  /// It holds nothing, or what is so without it; and nothing that it would have to hold is missing.
  bool says_nothing(const Meaning& one) const {
    if (one.schema == nullptr || one.schema->value != ValueKind::none) return false;
    if (one.schema->occurs == Occurs::many || one.holds == nullptr || one.text) return false;
    const MeaningTree& tree = tree_of(one);
    const auto requires_some = [](const SchemaElement& row) { return !row.required.empty(); };
    if (std::ranges::any_of(one.holds->model->rows, requires_some)) return false;
    return std::ranges::all_of(one.children, [&](const Meaning* child) {
      if (child->is_attribute || child->schema == nullptr) return false;
      if (!child->is_leaf()) return says_nothing(*child);
      const std::string_view usual = default_in(*child->schema, tree.instance().version);
      return !usual.empty() && canonical_value(*child->schema, usual) == child->value;
    });
  }

  const MeaningTree& tree_of(const Meaning& one) const {
    const Meaning* top = &one;
    while (top->parent != nullptr) top = top->parent;
    return top == &before_.root() ? before_ : after_;
  }

  void report_moved(const Pairs& pairs) {
    Pairs in_order;
    std::map<std::string_view, Pairs> of_unknown;
    for (const auto& pair : pairs) {
      const Meaning& one = *pair.first;
      if (one.is_attribute) continue;
      if (one.schema == nullptr) {
        of_unknown[one.name].push_back(pair);
      } else if (one.schema->in_order) {
        in_order.push_back(pair);
      }
    }
    report_all(out_of_order(in_order));
    for (const auto& [name, some] : of_unknown) report_all(out_of_order(some));
    report_mindful(pairs);
  }

  void report_all(const Pairs& moved) {
    for (const auto& [one, other] : moved) {
      changes_.all.push_back({.kind = ChangeKind::moved, .before = one, .after = other});
    }
  }

  /// Those of others that stand before what they stood behind, or the other way around.
  void report_mindful(const Pairs& pairs) {
    constexpr std::size_t most = 4'000'000;
    const auto mindful = static_cast<std::size_t>(
        std::ranges::count_if(pairs, [](const auto& pair) { return minds_places(*pair.first); }));
    if (mindful * pairs.size() > most) return;
    for (const auto& pair : pairs) {
      const auto& [one, other] = pair;
      if (!minds_places(*one)) continue;
      const auto has_swapped = [&](const auto& with) {
        return (with.first->index < one->index) != (with.second->index < other->index) &&
               minds_place_of(*one, *with.first);
      };
      if (std::ranges::any_of(pairs, has_swapped)) report_all({pair});
    }
  }

  const MeaningTree& before_;
  const MeaningTree& after_;
  Changes changes_;
};

}  // namespace

std::string_view to_string(ChangeKind kind) {
  constexpr std::string_view names[] = {"changed", "added", "removed", "moved"};
  return names[static_cast<std::size_t>(kind)];
}

Changes changes_between(const MeaningTree& before, const MeaningTree& after) {
  return Comparison(before, after).compare();
}

}  // namespace ampslint
