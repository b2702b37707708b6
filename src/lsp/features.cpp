#include "lsp/features.hpp"

#include <algorithm>
#include <array>

#include "lsp/actions.hpp"
#include "lsp/commands.hpp"

namespace ampslint::lsp {
namespace {

constexpr std::array<Feature, 19> all_features{{
    {"textDocument/diagnostic", Needs::fresh, answer_pull},
    {"workspace/diagnostic", Needs::fresh, answer_pull_all},
    {"workspace/textDocumentContent", Needs::fresh, answer_content},
    {"textDocument/codeAction", Needs::fresh, answer_actions},
    {"textDocument/hover", Needs::model, answer_hover, "hoverProvider"},
    {"textDocument/definition", Needs::model, answer_definition, "definitionProvider"},
    {"textDocument/references", Needs::model, answer_references, "referencesProvider"},
    {"textDocument/documentHighlight", Needs::model, answer_references_here,
     "documentHighlightProvider"},
    {"textDocument/prepareRename", Needs::fresh, answer_prepare_rename},
    {"textDocument/rename", Needs::fresh, answer_rename},
    {"textDocument/codeLens", Needs::model, answer_lens},
    {"textDocument/documentLink", Needs::model, answer_links},
    {"textDocument/documentSymbol", Needs::text, answer_symbols, "documentSymbolProvider"},
    {"workspace/symbol", Needs::model, answer_workspace_symbols, "workspaceSymbolProvider"},
    {"textDocument/inlayHint", Needs::model, answer_hints, "inlayHintProvider"},
    {"workspace/executeCommand", Needs::fresh, answer_command},
    {"textDocument/completion", Needs::text, answer_completion},
    {"textDocument/foldingRange", Needs::text, answer_folding, "foldingRangeProvider"},
    {"textDocument/linkedEditingRange", Needs::text, answer_linked, "linkedEditingRangeProvider"},
}};

}  // namespace

const Feature* feature(std::string_view method) {
  const auto* found = std::ranges::find(all_features, method, &Feature::method);
  return found == all_features.end() ? nullptr : found;
}

void add_features(Json& able) {
  for (const Feature& one : all_features) {
    if (!one.ability.empty()) able[std::string(one.ability)] = true;
  }
  able["codeActionProvider"] = {{"codeActionKinds", {quick_fix, fix_all, fix_all_unsafe}}};
  able["renameProvider"] = {{"prepareProvider", true}};
  able["codeLensProvider"] = {{"resolveProvider", false}};
  able["documentLinkProvider"] = {{"resolveProvider", false}};
  able["completionProvider"] = {{"triggerCharacters", {"<", "/", ":", "?", "&", "=", ">"}},
                                {"resolveProvider", false}};
  able["workspace"]["textDocumentContent"] = {{"schemes", {expanded_scheme}}};
  able["executeCommandProvider"] = {{"commands", command_names()}};
}

}  // namespace ampslint::lsp
