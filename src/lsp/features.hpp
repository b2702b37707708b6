#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lsp/query.hpp"

namespace ampslint::lsp {

/// What an answer needs first.
enum class Needs : std::uint8_t {
  text,   ///< what stands in the editor
  model,  ///< a check, also of an older text
  fresh,  ///< a check of all texts as they are now
};

/// A request that is answered by a function of the last check and a place.
struct Feature {
  std::string_view method;
  Needs needs = Needs::model;
  Answered (*answer)(const Query&) = nullptr;
  std::string_view ability = {};  ///< under which the server says that it can; empty: elsewhere
};

/// By its method, or null.
const Feature* feature(std::string_view method);

/// Says what the server can do.
void add_features(Json& able);

Answered answer_hover(const Query& query);
Answered answer_actions(const Query& query);
Answered answer_definition(const Query& query);
Answered answer_references(const Query& query);
Answered answer_references_here(const Query& query);
Answered answer_prepare_rename(const Query& query);
Answered answer_rename(const Query& query);
Answered answer_lens(const Query& query);
Answered answer_links(const Query& query);
Answered answer_symbols(const Query& query);
Answered answer_workspace_symbols(const Query& query);
Answered answer_hints(const Query& query);
Answered answer_completion(const Query& query);
Answered answer_folding(const Query& query);
Answered answer_linked(const Query& query);
Answered answer_pull(const Query& query);
Answered answer_pull_all(const Query& query);

}  // namespace ampslint::lsp
