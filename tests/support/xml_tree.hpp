#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "load/xml/tree.hpp"

namespace ampslint::testing {

/// An element that can be changed and written again.
struct XmlTree {
  std::string name;
  std::string text = {};
  std::vector<std::pair<std::string, std::string>> attributes = {};
  std::vector<XmlTree> children = {};
};

XmlTree tree_of(const Element& element);
std::string written(const XmlTree& tree);
/// The configurations of the project's corpus that are right, and those beside the project.
std::vector<std::filesystem::path> right_configurations();

}  // namespace ampslint::testing
