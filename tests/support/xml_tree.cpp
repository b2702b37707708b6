#include "support/xml_tree.hpp"

#include "report/xml_escape.hpp"
#include "support/project.hpp"

namespace ampslint::testing {

XmlTree tree_of(const Element& element) {
  XmlTree tree{.name = std::string(element.name().value),
               .text = std::string(element.text().value)};
  for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
    tree.attributes.emplace_back(at->name.value, at->value.value);
  }
  for (const Element& child : element.children()) tree.children.push_back(tree_of(child));
  return tree;
}

std::string written(const XmlTree& tree) {
  std::string text = "<" + tree.name;
  for (const auto& [name, value] : tree.attributes) {
    text += " " + name + "=\"" + xml_attribute(value) + "\"";
  }
  text += ">" + xml_text(tree.text);
  for (const XmlTree& child : tree.children) text += written(child);
  return text + "</" + tree.name + ">";
}

std::vector<std::filesystem::path> right_configurations() {
  namespace fs = std::filesystem;
  std::vector<fs::path> files{project_path("corpus/reference/every-element.xml")};
  for (const char* folder : {"corpus/valid", "corpus/example", "../shared/corpus"}) {
    if (!fs::exists(project_path(folder))) continue;
    for (const auto& entry : fs::recursive_directory_iterator(project_path(folder))) {
      if (entry.path().extension() == ".xml") files.push_back(entry.path());
    }
  }
  return files;
}

}  // namespace ampslint::testing
