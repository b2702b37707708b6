#include "lsp/watching.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <utility>

#include "lsp/documents.hpp"

namespace ampslint::lsp {
namespace {

/// Beyond, the editor is asked for all that it has.
constexpr std::size_t most_folders = 500;
constexpr std::string_view watched_method = "workspace/didChangeWatchedFiles";

Json watchers_for(const std::set<std::string>& folders, const Client& client) {
  if (!client.watches_relative || folders.size() > most_folders) {
    return Json::array({{{"globPattern", "**/*"}}});
  }
  Json watchers = Json::array();
  for (const std::string& folder : folders) {
    watchers.push_back({{"globPattern", {{"baseUri", uri_of(folder)}, {"pattern", "*"}}}});
  }
  return watchers;
}

}  // namespace

void Watching::watch(const std::set<std::string>& folders, const Client& client, Outbox& outbox) {
  folders_ = folders;
  if (!client.watches) return;
  Json wanted = watchers_for(folders, client);
  if (wanted == watchers_) return;
  const std::string before = fmt::format("files-{}", registrations_);
  if (registrations_ > 0) {
    outbox.ask("client/unregisterCapability",
               {{"unregisterations", {{{"id", before}, {"method", watched_method}}}}});
  }
  watchers_ = std::move(wanted);
  outbox.ask("client/registerCapability", {{"registrations",
                                            {{{"id", fmt::format("files-{}", ++registrations_)},
                                              {"method", watched_method},
                                              {"registerOptions", {{"watchers", watchers_}}}}}}});
}

bool Watching::concerns(const std::string& path) const {
  const std::filesystem::path file(path);
  return folders_.contains(file.parent_path()) || folders_.contains(path);
}

}  // namespace ampslint::lsp
