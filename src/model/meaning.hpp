#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "base/text.hpp"
#include "model/instance.hpp"
#include "model/schema.hpp"

namespace ampslint {

/// An element, or an attribute, as configurations are compared: under its documented name, with its
/// value in one spelling.
struct Meaning {
  const Element* element = nullptr;       ///< of an attribute, the one that has it
  const SchemaElement* schema = nullptr;  ///< of the documented name; null: not known
  const SchemaParent* holds = nullptr;    ///< what the schema knows of its children; or null
  const Meaning* parent = nullptr;        ///< null: the root
  std::string_view name;
  Text text;                       ///< as given
  std::string_view value;          ///< in one spelling; empty where it has none
  std::vector<Meaning*> children;  ///< attributes, and elements in the file's order
  std::uint64_t hash = 0;          ///< the same for what is the same
  std::uint32_t index = 0;         ///< its place among its siblings
  std::uint32_t number = 0;        ///< from 1 among those of its name; 0: it is known without one
  bool is_attribute = false;
  bool has_own_name = false;  ///< its `Name` is that of no sibling of the same name

  /// The first child element of that documented name, or null.
  const Meaning* child(std::string_view wanted) const;
  /// The value of that child; empty for none.
  std::string_view value_of(std::string_view wanted) const;
  bool is_leaf() const { return children.empty(); }
  /// `Transport[any-tcp]`, `Key[2]`.
  std::string label() const;
  /// Its path below the root: `Transports/Transport[any-tcp]/InetAddr`.
  std::string path() const;
  Span where() const;
};

/// What a configuration means. Points into the instance.
class MeaningTree {
 public:
  MeaningTree(const Instance& instance, const Sources& sources);

  const Instance& instance() const { return instance_; }
  const Meaning& root() const { return *root_; }
  const std::deque<Meaning>& all() const { return all_; }  ///< a parent before what it holds

  /// What decides for an element that is not given: the sibling whose value it has, or the
  /// instance's own that is for all transports; null for none.
  const Meaning* decides_for_absent(const Meaning& parent, const SchemaElement& row) const;
  /// What an element that is not given comes to, as written: the value of that one, or the default.
  /// Empty where it has none.
  std::string_view value_of_absent(const Meaning& parent, const SchemaElement& row) const;

 private:
  friend class MeaningBuilder;

  const Instance& instance_;
  std::deque<Meaning> all_;
  std::deque<std::string> values_;  ///< that are not as written
  const Meaning* root_ = nullptr;
};

}  // namespace ampslint
