#include "lsp/edits.hpp"

namespace ampslint::lsp {

Json workspace_edit(const std::map<std::string, Json>& edits, const Query& query) {
  if (!query.client.versioned_edits) return {{"changes", edits}};
  Json changes = Json::array();
  for (const auto& [uri, list] : edits) {
    Json version;
    for (const auto& [key, document] : query.documents) {
      if (document.uri == uri) version = document.version;
    }
    changes.push_back({{"textDocument", {{"uri", uri}, {"version", version}}}, {"edits", list}});
  }
  return {{"documentChanges", changes}};
}

}  // namespace ampslint::lsp
