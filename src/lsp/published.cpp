#include "lsp/published.hpp"

#include <set>
#include <utility>
#include <vector>

namespace ampslint::lsp {

Json shown_in(const CheckedFile& file) {
  Json shown = Json::array();
  for (const Finding& finding : file.findings) shown.push_back(finding.shown);
  return shown;
}

bool Published::show(const Checked& checked, const Documents& documents, const Client& client,
                     Outbox& outbox) {
  std::set<std::string> found;
  bool any = false;
  for (const bool opened : {true, false}) {
    for (const auto& [key, file] : checked.files) {
      found.insert(file.uri);
      const auto open = documents.find(key);
      const bool is_open = open != documents.end();
      if (is_open != opened) continue;
      const auto seen = checked.documents.find(key);
      const bool was_open = seen != checked.documents.end();
      if (is_open != was_open || (is_open && seen->second.text != open->second.text)) continue;
      any =
          show(file.uri, shown_in(file), is_open ? &open->second : nullptr, client, outbox) || any;
    }
  }
  std::vector<std::string> gone;
  for (const auto& [uri, findings] : shown_) {
    if (!found.contains(uri)) gone.push_back(uri);
  }
  for (const std::string& uri : gone) {
    any = show(uri, Json::array(), nullptr, client, outbox) || any;
  }
  return any;
}

bool Published::show(const std::string& uri, const Json& findings, const Document* open,
                     const Client& client, Outbox& outbox) {
  const auto known = shown_.find(uri);
  if (known == shown_.end() ? findings.empty() && open == nullptr : known->second == findings) {
    return false;
  }
  Json params{{"uri", uri}, {"diagnostics", findings}};
  if (open != nullptr && open->version.is_number_integer()) params["version"] = open->version;
  // Who asks for the findings of open files would show them twice.
  if (open != nullptr && client.pulls) params["diagnostics"] = Json::array();
  outbox.notify("textDocument/publishDiagnostics", std::move(params));
  if (findings.empty() && open == nullptr) {
    shown_.erase(uri);
  } else {
    shown_[uri] = findings;
  }
  return true;
}

}  // namespace ampslint::lsp
