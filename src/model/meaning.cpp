#include "model/meaning.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/ascii.hpp"
#include "model/canonical_value.hpp"

namespace ampslint {
namespace {

constexpr std::uint64_t hash_basis = 0xcbf29ce484222325U;

std::uint64_t hash_of(std::string_view text, std::uint64_t hash = hash_basis) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return (hash ^ 0xFFU) * 0x100000001b3U;  // as texts end
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t with) {
  hash ^= with + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
  return hash * 0xff51afd7ed558ccdU;
}

/// What the server puts in the place of these differs by where a configuration lies, and does not
/// count.
bool is_own_place(std::string_view written) {
  return written == "${AMPS_CONFIG_DIRECTORY}" || written == "${AMPS_CONFIG_PATH}";
}

/// A value with the names of such variables in it.
std::string wherever_it_lies(const Text& text, const Sources& sources) {
  std::string value;
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    const Piece& piece = text.pieces[i];
    const std::size_t end = i + 1 < text.pieces.size() ? text.pieces[i + 1].at : text.value.size();
    const std::string_view written = piece.verbatim ? std::string_view() : sources.text(piece.from);
    value += is_own_place(written) ? written : text.value.substr(piece.at, end - piece.at);
  }
  return text.pieces.empty() ? std::string(text.value) : value;
}

}  // namespace

/// Makes the meaning of an instance's elements, from the root down.
class MeaningBuilder {
 public:
  MeaningBuilder(MeaningTree& tree, const Sources& sources) : tree_(tree), sources_(sources) {
    const Instance& instance = tree.instance_;
    for (const SchemaNode& node : instance.nodes) nodes_.emplace(node.element, &node);
    for (const SchemaParent& parent : instance.parents) parents_.emplace(parent.element, &parent);
    for (const Element* element : instance.document.optional) {
      optional_[element->parent].push_back(element);
    }
    Meaning& root = tree.all_.emplace_back();
    root.element = &instance.root();
    root.name = "AMPSConfig";
    tree.root_ = &root;
    fill(root);
  }

 private:
  void fill(Meaning& meaning) {
    const Element& element = *meaning.element;
    const auto parent = parents_.find(&element);
    if (parent != parents_.end()) meaning.holds = parent->second;
    set_text(meaning, element.text());
    for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
      Meaning& made = add(meaning, element);
      made.is_attribute = true;
      made.name = at->name.value;
      set_text(made, at->value);
      set_hash(made);
    }
    for (const Element& child : element.children()) add_child(meaning, child);
    if (const auto more = optional_.find(&element); more != optional_.end()) {
      for (const Element* child : more->second) add_child(meaning, *child);
    }
    set_labels(meaning);
    set_hash(meaning);
  }

  void set_text(Meaning& meaning, const Text& text) {
    meaning.text = text;
    if (!text) return;
    std::string value = wherever_it_lies(text, sources_);
    const bool is_open = meaning.schema == nullptr || text.unresolved;
    if (!is_open) value = canonical_value(*meaning.schema, value);
    meaning.value = value == text.value ? text.value : tree_.values_.emplace_back(std::move(value));
  }

  Meaning& add(Meaning& parent, const Element& element) {
    Meaning& made = tree_.all_.emplace_back();
    made.element = &element;
    made.parent = &parent;
    made.index = static_cast<std::uint32_t>(parent.children.size());
    parent.children.push_back(&made);
    return made;
  }

  void add_child(Meaning& parent, const Element& element) {
    Meaning& made = add(parent, element);
    made.name = element.name().value;
    const auto node = nodes_.find(&element);
    if (node != nodes_.end() && node->second->schema != nullptr) {
      made.schema = documented(*node->second);
      made.name = made.schema->name;
    }
    fill(made);
  }

  static const SchemaElement* documented(const SchemaNode& node) {
    const std::string_view name = node.schema->synonym_of;
    const SchemaElement* row = name.empty() ? nullptr : schema_element(*node.model(), name);
    return row == nullptr ? node.schema : row;
  }

  static std::string_view own_name(const Meaning& meaning) {
    const Meaning* given = meaning.is_attribute ? nullptr : meaning.child("Name");
    return given == nullptr ? std::string_view() : given->text.value;
  }

  /// By the name, where no sibling has the same; else by number, where there are several.
  static void set_labels(Meaning& parent) {
    struct Known {
      std::uint32_t all = 0;
      std::uint32_t seen = 0;
      std::map<std::string_view, std::uint32_t> names = {};
    };
    std::map<std::string_view, Known> known;
    for (const Meaning* child : parent.children) {
      if (child->is_attribute) continue;
      Known& same = known[child->name];
      ++same.all;
      if (const std::string_view name = own_name(*child); !name.empty()) ++same.names[name];
    }
    for (Meaning* child : parent.children) {
      if (child->is_attribute) continue;
      Known& same = known[child->name];
      ++same.seen;
      const std::string_view name = own_name(*child);
      child->has_own_name = !name.empty() && same.names[name] == 1;
      if (!child->has_own_name && same.all > 1) child->number = same.seen;
    }
  }

  static void set_hash(Meaning& meaning) {
    const std::uint64_t own = hash_of(meaning.value, hash_of(meaning.name));
    std::uint64_t below = 0;
    std::uint64_t in_order = hash_basis;
    for (const Meaning* child : meaning.children) {
      below += mixed(hash_basis, child->hash);
      const bool ordered = child->schema == nullptr || child->schema->in_order;
      if (ordered && !child->is_attribute) in_order = mixed(in_order, child->hash);
    }
    meaning.hash = mixed(mixed(own, below), in_order);
  }

  MeaningTree& tree_;
  const Sources& sources_;
  std::unordered_map<const Element*, const SchemaNode*> nodes_;
  std::unordered_map<const Element*, const SchemaParent*> parents_;
  std::unordered_map<const Element*, std::vector<const Element*>> optional_;
};

const Meaning* Meaning::child(std::string_view wanted) const {
  const auto found = std::ranges::find_if(children, [wanted](const Meaning* child) {
    return !child->is_attribute && child->name == wanted;
  });
  return found == children.end() ? nullptr : *found;
}

std::string_view Meaning::value_of(std::string_view wanted) const {
  const Meaning* found = child(wanted);
  return found == nullptr ? std::string_view() : found->value;
}

std::string Meaning::label() const {
  if (is_attribute) return fmt::format("@{}", name);
  if (has_own_name) return fmt::format("{}[{}]", name, child("Name")->text.value);
  return number == 0 ? std::string(name) : fmt::format("{}[{}]", name, number);
}

std::string Meaning::path() const {
  std::string path = label();
  if (parent == nullptr) return path;
  for (const Meaning* above = parent; above->parent != nullptr; above = above->parent) {
    path = fmt::format("{}/{}", above->label(), path);
  }
  return path;
}

Span Meaning::where() const { return text ? text.where : element->name().where; }

MeaningTree::MeaningTree(const Instance& instance, const Sources& sources) : instance_(instance) {
  MeaningBuilder(*this, sources);
}

const Meaning* MeaningTree::decides_for_absent(const Meaning& parent,
                                               const SchemaElement& row) const {
  if (!row.default_from.empty()) return parent.child(row.default_from);
  const bool is_transport = parent.holds != nullptr && parent.holds->model->name == "Transport";
  // Each of the pools is a transport's own.
  const bool for_all =
      is_transport && (row.name == "ClientMaxCapacity" || row.name == "ClientMessageAgeLimit" ||
                       row.name == "MessageDiskPath");
  return for_all ? root_->child(row.name) : nullptr;
}

std::string_view MeaningTree::value_of_absent(const Meaning& parent,
                                              const SchemaElement& row) const {
  if (const Meaning* given = decides_for_absent(parent, row)) return given->text.value;
  return default_in(row, instance_.version);
}

}  // namespace ampslint
