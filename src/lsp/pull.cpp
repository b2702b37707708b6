#include <fmt/core.h>

#include <functional>
#include <set>

#include "lsp/features.hpp"
#include "lsp/published.hpp"

namespace ampslint::lsp {
namespace {

/// The findings of a file; less where the editor has these already.
Json report_on(Json items, const std::string& known) {
  std::string id = fmt::format(
      "{:x}", std::hash<std::string>{}(items.dump(-1, ' ', false, Json::error_handler_t::replace)));
  if (id == known) return {{"kind", "unchanged"}, {"resultId", std::move(id)}};
  return {{"kind", "full"}, {"resultId", std::move(id)}, {"items", std::move(items)}};
}

}  // namespace

Answered answer_pull(const Query& query) {
  Json items = Json::array();
  const auto file = query.checked.files.find(query.key);
  if (query.document != nullptr && file != query.checked.files.end()) {
    items = shown_in(file->second);
  }
  return report_on(std::move(items), string_at(query.params, {"previousResultId"}));
}

Answered answer_pull_all(const Query& query) {
  std::map<std::string, std::string> known;
  if (const Json& ids = at(query.params, {"previousResultIds"}); ids.is_array()) {
    for (const Json& one : ids) known[string_at(one, {"uri"})] = string_at(one, {"value"});
  }
  Json reports = Json::array();
  const auto add = [&](const std::string& uri, Json items, const Json& version) {
    const auto before = known.extract(uri);
    Json report = report_on(std::move(items), before ? before.mapped() : std::string());
    report["uri"] = uri;
    report["version"] = version.is_number_integer() ? version : Json();
    reports.push_back(std::move(report));
  };
  for (const auto& [key, file] : query.checked.files) {
    const auto open = query.documents.find(key);
    add(file.uri, shown_in(file), open == query.documents.end() ? Json() : open->second.version);
  }
  // Nothing is found any more in the others.
  const auto others = known;
  for (const auto& [uri, id] : others) {
    if (!uri.empty()) add(uri, Json::array(), nullptr);
  }
  return Json{{"items", std::move(reports)}};
}

}  // namespace ampslint::lsp
