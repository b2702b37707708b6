#include "lsp/groups.hpp"

#include <filesystem>
#include <optional>
#include <utility>

namespace ampslint::lsp {
namespace {

namespace fs = std::filesystem;

/// The group of what is in a folder; one without a workspace where there is none.
Group group_in(FileReader& files, const std::string& folder) {
  Group group{.folder = folder, .workspace = {}, .alone = {}, .problem = {}};
  const Result<std::string> found = find_workspace(files, folder);
  if (!found) group.problem = found.error().what;
  if (!found || found->empty()) return group;
  const fs::path file = (fs::path(folder) / *found).lexically_normal();
  return {.folder = file.parent_path(), .workspace = file.filename(), .alone = {}, .problem = {}};
}

}  // namespace

Texts texts_of(const Documents& documents) {
  Texts texts;
  for (const auto& [key, document] : documents) texts.emplace(key, document.text);
  return texts;
}

Overlay overlay_of(Files& files, const Texts& texts, const std::string& folder) {
  Overlay above(files, folder);
  for (const auto& [key, text] : texts) above.texts.emplace(key, FileText(text));
  return above;
}

Group group_of(FileReader& files, const Document& document) {
  const fs::path path(document.path);
  Group group{.folder = path.parent_path(), .workspace = {}, .alone = {}, .problem = {}};
  // What was never saved stands nowhere.
  if (document.is_file()) group = group_in(files, path.parent_path());
  if (group.workspace.empty()) group.alone = path.filename();
  return group;
}

std::set<Group> groups_of(Files& files, const Documents& documents,
                          const std::vector<std::string>& folders) {
  Overlay above = overlay_of(files, texts_of(documents), {});
  std::set<Group> groups;
  for (const std::string& folder : folders) {
    Group group = group_in(above, folder);
    if (!group.workspace.empty()) groups.insert(std::move(group));
  }
  for (const auto& [key, document] : documents) groups.insert(group_of(above, document));
  return groups;
}

std::optional<Inputs> inputs_of(const Group& group, Files& files, const Texts& texts) {
  if (group.alone.empty()) return Inputs{.folder = "."};
  const auto found = texts.find(files.key(fs::path(group.folder) / group.alone));
  if (found == texts.end()) return std::nullopt;
  const std::string_view text = *found->second;
  // Other tools have XML files, too.
  if (text.find("<AMPSConfig") != std::string_view::npos) {
    return Inputs{.configurations = {group.alone}};
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || text[first] == '<') return std::nullopt;
  return Inputs{.scanned = {group.alone}};
}

}  // namespace ampslint::lsp
