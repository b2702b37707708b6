#include "support/module_use.hpp"

#include <map>

#include "model/children.hpp"
#include "model/modules.hpp"

namespace ampslint {
namespace {

bool names_module(const SchemaNode& node) {
  return node.schema != nullptr && node.schema->name == "Module" &&
         is_reference(node.schema->value) && is_known(node.element->text());
}

const Element* find_option(const Element* options, std::string_view name,
                           const ContentModel* model) {
  if (const Element* given = child_of(options, name)) return given;
  if (model == nullptr) return nullptr;
  for (const SchemaElement& row : model->rows) {
    if (row.synonym_of != name) continue;
    if (const Element* given = child_of(options, row.name)) return given;
  }
  return nullptr;
}

}  // namespace

const Element* ModuleUse::own_options() const { return child_of(block, "Options"); }

const Element* ModuleUse::shared_options() const {
  return definition == nullptr ? nullptr : child_of(definition->element, "Options");
}

const Element* ModuleUse::option(std::string_view name) const {
  const ContentModel* model = content_model(identity);
  const Element* own = find_option(own_options(), name, model);
  return own != nullptr ? own : find_option(shared_options(), name, model);
}

Text ModuleUse::option_text(std::string_view name) const {
  const Element* given = option(name);
  return given == nullptr ? Text() : given->text();
}

std::vector<ModuleUse> module_uses(const Instance& instance) {
  std::map<std::string_view, const ModuleDefinition*> defined;
  for (const ModuleDefinition& module : instance.modules) {
    if (module.name()) defined.emplace(module.name().value, &module);
  }
  std::vector<ModuleUse> uses;
  for (const SchemaNode& node : instance.nodes) {
    if (!names_module(node)) continue;
    ModuleUse use{.block = node.element->parent,
                  .purpose = node.schema->value,
                  .module = node.element->text()};
    if (const auto found = defined.find(use.module.value); found != defined.end()) {
      const Text library = found->second->library();
      use.definition = found->second;
      use.identity = is_known(library) ? library_file(library.value) : std::string_view();
    } else if (!purposes_of_built_in(use.module.value).empty()) {
      use.identity = use.module.value;
    }
    uses.push_back(use);
  }
  return uses;
}

}  // namespace ampslint
