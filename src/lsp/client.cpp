#include "lsp/client.hpp"

#include <algorithm>

#include "lsp/features.hpp"

namespace ampslint::lsp {
namespace {

Encoding encoding_of(const Json& capabilities) {
  const Json& wanted = at(capabilities, {"general", "positionEncodings"});
  if (!wanted.is_array()) return Encoding::utf16;
  for (const Json& one : wanted) {
    if (one == "utf-8") return Encoding::utf8;
    if (one == "utf-16") return Encoding::utf16;
    if (one == "utf-32") return Encoding::utf32;
  }
  return Encoding::utf16;
}

std::string_view name_of(Encoding encoding) {
  if (encoding == Encoding::utf8) return "utf-8";
  return encoding == Encoding::utf32 ? "utf-32" : "utf-16";
}

}  // namespace

void Client::read(const Json& params) {
  const Json& able = at(params, {"capabilities"});
  encoding = encoding_of(able);
  versioned_edits = flag_at(able, {"workspace", "workspaceEdit", "documentChanges"});
  pulls = at(able, {"textDocument", "diagnostic"}).is_object() &&
          flag_at(able, {"workspace", "diagnostics", "refreshSupport"});
  watches = flag_at(able, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  watches_relative =
      flag_at(able, {"workspace", "didChangeWatchedFiles", "relativePatternSupport"});
  shows_progress = flag_at(able, {"window", "workDoneProgress"});
  refreshes_lenses = flag_at(able, {"workspace", "codeLens", "refreshSupport"});
  refreshes_hints = flag_at(able, {"workspace", "inlayHint", "refreshSupport"});
  takes_snippets =
      flag_at(able, {"textDocument", "completion", "completionItem", "snippetSupport"});
  const Json& id = at(params, {"processId"});
  if (id.is_number_unsigned() && id < 1U << 30U) process = id.get<int>();
  set(at(params, {"initializationOptions"}));
}

void Client::set(const Json& settings) {
  if (const Json& wanted = at(settings, {"pause"}); wanted.is_number_unsigned()) {
    constexpr std::uint64_t most = 10'000;
    pause = std::chrono::milliseconds(std::min(wanted.get<std::uint64_t>(), most));
  }
  if (const std::string run = string_at(settings, {"run"}); !run.empty()) on_save = run == "onSave";
  if (const Json& wanted = at(settings, {"verdicts"}); wanted.is_boolean()) {
    shows_verdicts = wanted.get<bool>();
  }
}

Json abilities(const Client& client) {
  constexpr int incremental = 2;
  Json able{
      {"positionEncoding", name_of(client.encoding)},
      {"textDocumentSync",
       {{"openClose", true}, {"change", incremental}, {"save", {{"includeText", false}}}}},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
  add_features(able);
  if (client.pulls) {
    able["diagnosticProvider"] = {{"identifier", "ampslint"},
                                  {"interFileDependencies", true},
                                  {"workspaceDiagnostics", false}};
  }
  return {{"serverInfo", {{"name", "ampslint"}, {"version", AMPSLINT_VERSION}}},
          {"capabilities", std::move(able)}};
}

}  // namespace ampslint::lsp
