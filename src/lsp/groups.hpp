#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ampslint/ampslint.hpp"
#include "lsp/documents.hpp"
#include "lsp/files.hpp"

namespace ampslint::lsp {

/// A workspace, or a file that belongs to none and is checked alone.
struct Group {
  std::string folder;     ///< absolute; paths begin there
  std::string workspace;  ///< its file, from there; or empty
  std::string alone;      ///< likewise
  std::string problem;    ///< why the workspace is not read

  friend auto operator<=>(const Group&, const Group&) = default;
};

using Texts = std::map<std::string, SharedText>;

Texts texts_of(const Documents& documents);
Overlay overlay_of(Files& files, const Texts& texts, const std::string& folder);

Group group_of(FileReader& files, const Document& document);
/// Those of the editor's folders and of open files.
std::set<Group> groups_of(Files& files, const Documents& documents,
                          const std::vector<std::string>& folders);

/// What is checked of a group; nothing for a file of another tool.
std::optional<Inputs> inputs_of(const Group& group, Files& files, const Texts& texts);

}  // namespace ampslint::lsp
