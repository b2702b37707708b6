#include "lsp/commands.hpp"

#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <sstream>

#include "lsp/features.hpp"
#include "lsp/verdicts.hpp"

namespace ampslint::lsp {
namespace {

std::string uri_argument(const Query& query) {
  const Json& arguments = at(query.params, {"arguments"});
  const bool given = arguments.is_array() && !arguments.empty() && arguments.front().is_string();
  return given ? arguments.front().get<std::string>() : std::string();
}

std::string key_of(const std::string& uri, const Query& query) {
  const auto path = path_of(uri);
  return path ? query.checker.files().key(*path) : std::string();
}

std::string key_of(const Query& query) { return key_of(uri_argument(query), query); }

std::shared_ptr<const Model> model_with(const Query& query, const std::string& key) {
  for (const auto& [group, model] : query.checked.models) {
    if (!model->path_of(key).empty()) return model;
  }
  return nullptr;
}

/// A configuration after includes and variables, each line with its origin; secrets stay hidden.
Answered expanded(const std::string& key, const Query& query) {
  const auto model = model_with(query, key);
  if (!model || !model->linter()) return bad_params("expected the URI of a configuration");
  std::ostringstream out;
  const auto done =
      model->linter()->write_expanded({.configurations = {model->path_of(key)}}, true, out);
  if (!done) return bad_params(done.error().what);
  return Json(out.str());
}

Answered expand(const Query& query) { return expanded(key_of(query), query); }

/// The connection strings of a file, or of everything, and what becomes of them.
Answered connections(const Query& query) {
  const std::string key = key_of(query);
  std::string text;
  for (const auto& [group, model] : query.checked.models) {
    const std::string& path = model->path_of(key);
    if (!key.empty() && path.empty()) continue;
    for (const Connection& one : model->connections()) {
      if (!key.empty() && one.where.path != path) continue;
      text += fmt::format("{}:{}: {}: {}\n", one.where.path, one.where.start.line, one.string,
                          short_verdict(one));
    }
  }
  return Json(text);
}

/// The strings that each transport of a configuration would accept.
Answered offers(const Query& query) {
  const std::string key = key_of(query);
  const auto model = model_with(query, key);
  if (!model || !model->linter()) return bad_params("expected the URI of a configuration");
  std::ostringstream out;
  const auto done =
      model->linter()->write_offers({.configurations = {model->path_of(key)}}, false, out);
  if (!done) return bad_params(done.error().what);
  return Json(out.str());
}

/// For a report of what goes wrong: nothing that was read is in it.
Answered debug(const Query& query) {
  Json workspaces = Json::array();
  for (const auto& [group, model] : query.checked.models) {
    workspaces.push_back({{"folder", group.folder},
                          {"workspace", group.workspace},
                          {"alone", group.alone},
                          {"files", model->texts().size()},
                          {"connections", model->connections().size()},
                          {"findings", model->diagnostics().size()}});
  }
  return Json{
      {"version", AMPSLINT_VERSION}, {"open", query.documents.size()}, {"workspaces", workspaces}};
}

Answered nothing(const Query&) { return nullptr; }

struct Command {
  std::string_view name;
  Answered (*run)(const Query&);
};
constexpr std::array<Command, 5> all_commands{{{"ampslint.expand", expand},
                                               {"ampslint.connections", connections},
                                               {"ampslint.offers", offers},
                                               {"ampslint.debug", debug},
                                               {show_references, nothing}}};

}  // namespace

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const Command& one : all_commands) names.push_back(one.name);
  return names;
}

Answered answer_command(const Query& query) {
  const std::string name = string_at(query.params, {"command"});
  for (const Command& one : all_commands) {
    if (one.name == name) return one.run(query);
  }
  return bad_params(fmt::format("unknown command '{}'", name));
}

Answered answer_content(const Query& query) {
  std::string uri = string_at(query.params, {"uri"});
  const bool is_own = uri.starts_with(std::string(expanded_scheme) + ':');
  if (is_own) uri.replace(0, expanded_scheme.size(), "file");
  Answered text = expanded(is_own ? key_of(uri, query) : std::string(), query);
  return text ? Answered(Json{{"text", *text}}) : text;
}

}  // namespace ampslint::lsp
