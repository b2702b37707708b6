#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "ampslint/types.hpp"
#include "model/meaning.hpp"

namespace ampslint {

std::string_view to_string(ChangeKind kind);

/// An element that differs between two configurations. What is added or removed is so as a whole,
/// with all that it holds.
struct MeaningChange {
  ChangeKind kind = ChangeKind::changed;
  const Meaning* before = nullptr;  ///< null: not given there; then `parent` would hold it
  const Meaning* after = nullptr;   ///< likewise
  const Meaning* parent = nullptr;
  std::string_view absent = {};  ///< what it comes to where it is not given; empty: nothing

  const Meaning& given() const { return before != nullptr ? *before : *after; }
};

/// How two configurations differ, in the order of the first.
struct Changes {
  std::vector<MeaningChange> all;
  /// The destinations of the first, each with what became of it.
  std::unordered_map<const Element*, const Element*> same;
};

Changes changes_between(const MeaningTree& before, const MeaningTree& after);

}  // namespace ampslint
