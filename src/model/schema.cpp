#include "model/schema.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "base/ascii.hpp"
#include "model/children.hpp"
#include "model/modules.hpp"
#include "model/schema/sections.hpp"

namespace ampslint {
namespace {

bool holds_options(const ContentModel& model) {
  return std::ranges::find(model.rows, content_by_module, &SchemaElement::content) !=
         model.rows.end();
}

bool is_module_name(std::string_view name) {
  return name.starts_with("amps-") || name.starts_with("lib");
}

/// The text of a child, where it is known.
std::string_view value_of(const Element& element, WantedName name) {
  const Text text = text_of(&element, name);
  return is_known(text) ? text.value : "";
}

/// Walks a configuration from the root down.
class Describer {
 public:
  explicit Describer(const Element& root) {
    const Element* modules = child_of(&root, "Modules");
    if (modules != nullptr) {
      for (const Element& module : modules->children()) {
        const std::string_view library = library_file(value_of(module, "Library"));
        libraries_.emplace(value_of(module, "Name"), library);
      }
    }
    add_children(root, *content_model("AMPSConfig"));
  }

  void add_optional(const Element& element) {
    const auto parent = std::ranges::find(found_.parents, element.parent, &SchemaParent::element);
    if (parent != found_.parents.end()) add(element, *parent);
  }

  Described take() { return std::move(found_); }

 private:
  void add_children(const Element& element, const ContentModel& model) {
    const std::string_view variant = variant_of(element, model);
    const ContentModel* taken = holds_options(model) ? options_model(element) : nullptr;
    const SchemaParent& parent = found_.parents.emplace_back(
        SchemaParent{.element = &element, .model = &model, .variant = variant, .options = taken});
    for (const Element& child : element.children()) add(child, parent);
  }

  void add(const Element& element, const SchemaParent& parent) {
    const SchemaElement* row = schema_element(*parent.model, element.name().value);
    found_.nodes.push_back({.element = &element, .schema = row, .parent = &parent});
    if (row == nullptr || row->content.empty()) return;
    const ContentModel* content =
        row->content == content_by_module ? parent.options : content_model(row->content);
    if (content != nullptr) add_children(element, *content);
  }

  std::string_view variant_of(const Element& element, const ContentModel& model) {
    if (model.decided_by.empty()) return {};
    const auto [variants, is_new] = variants_.try_emplace(&model);
    if (is_new) variants->second = variants_of(model);
    const std::string_view value = value_of(element, model.decided_by);
    for (const std::string_view variant : variants->second) {
      if (equal_ignoring_case(variant, value)) return variant;
    }
    return {};
  }

  /// The options that the module of a block takes; null for a module that is not known.
  const ContentModel* options_model(const Element& block) const {
    const std::string_view library = value_of(block, "Library");
    if (!library.empty()) return content_model(library_file(library));
    const std::string_view module = value_of(block, "Module");
    const auto defined = libraries_.find(module);
    return content_model(defined == libraries_.end() ? module : defined->second);
  }

  std::map<std::string_view, std::string_view> libraries_;
  std::map<const ContentModel*, std::vector<std::string_view>> variants_;  ///< worked out before
  Described found_;
};

}  // namespace

std::span<const ContentModel> schema() {
  static const auto models = [] {
    std::vector<ContentModel> all;
    for (const auto section : {models_of_instance, models_of_transports, models_of_topics,
                               models_of_modules, models_of_actions}) {
      all.insert(all.end(), section().begin(), section().end());
    }
    return all;
  }();
  return models;
}

bool is_of_module(const ContentModel& model) { return is_module_name(model.name); }

const ContentModel* content_model(std::string_view name) {
  static const auto by_name = [] {
    std::unordered_map<std::string_view, const ContentModel*> models;
    for (const ContentModel& model : schema()) models.emplace(model.name, &model);
    return models;
  }();
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : found->second;
}

const SchemaElement* schema_element(const ContentModel& model, std::string_view name) {
  for (const bool exact : {true, false}) {
    for (const SchemaElement& row : model.rows) {
      if (exact ? row.name == name : equal_ignoring_case(row.name, name)) return &row;
    }
  }
  return nullptr;
}

std::vector<std::string_view> names_in(const ContentModel& model) {
  std::vector<std::string_view> names;
  for (const SchemaElement& row : model.rows) names.push_back(row.name);
  return names;
}

std::span<const std::string_view> contents_with(std::string_view name) {
  using Contents = std::unordered_map<std::string, std::vector<std::string_view>>;
  static const Contents by_name = [] {
    Contents contents;
    for (const ContentModel& model : schema()) {
      // Options of actions have the names of all kinds of things.
      if (model.name.starts_with("amps-action-")) continue;
      for (const SchemaElement& row : model.rows) {
        if (row.standing == Standing::undocumented || row.standing == Standing::obsolete) continue;
        contents[to_lower(row.name)].push_back(model.name);
      }
    }
    // An option of a module is not what an element of AMPS's own was meant for.
    for (auto& [element, models] : contents) {
      if (!std::ranges::all_of(models, is_module_name)) std::erase_if(models, is_module_name);
    }
    return contents;
  }();
  const auto found = by_name.find(to_lower(name));
  return found == by_name.end() ? std::span<const std::string_view>() : found->second;
}

std::vector<std::string_view> variants_of(const ContentModel& model) {
  if (model.decided_by.empty()) return {};
  const SchemaElement& decides = *schema_element(model, model.decided_by);
  if (!decides.choices.empty()) return words(decides.choices);
  const auto names = built_in_names(decides.value);
  return {names.begin(), names.end()};
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return found;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool has_word(std::string_view text, std::string_view word) {
  if (word.empty() || word.find(' ') != word.npos) return false;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

bool SchemaNode::is_required() const {
  return schema->required == every_variant ||
         (!variant().empty() && has_word(schema->required, variant()));
}

bool SchemaNode::applies() const {
  return variant().empty() || schema->allowed.empty() || has_word(schema->allowed, variant());
}

bool SchemaNode::has_known_value() const {
  if (schema == nullptr) return false;
  const Text text = element->text();
  if (!is_known(text)) return false;
  return !is_of_module(*model()) || text.value.find("{{") == std::string_view::npos;
}

bool all_known(std::span<const SchemaNode> nodes) {
  return std::ranges::find(nodes, nullptr, &SchemaNode::schema) == nodes.end();
}

Described describe(const Element& root, std::span<Element* const> optional) {
  Describer describer(root);
  for (const Element* element : optional) describer.add_optional(*element);
  return describer.take();
}

}  // namespace ampslint
