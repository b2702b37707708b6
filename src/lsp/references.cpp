#include "lsp/features.hpp"

namespace ampslint::lsp {

Answered answer_references(const Query& query) {
  if (query.document == nullptr) return nullptr;
  if (!query.offset()) return bad_params("expected a position");
  auto found = found_at(query);
  if (!found) return nullptr;
  const bool with_definitions = flag_at(query.params, {"context", "includeDeclaration"});
  Json locations = Json::array();
  for (const Mention& mention : found->model->meant(query.key, found->offset)) {
    if (with_definitions) {
      for (const NamePlace& one : mention.named->defined) {
        if (one.part == NamePart::name) add_once(locations, found->places.location(one.where));
      }
    }
    for (const NamePlace& use : mention.named->used) {
      // Of a string, its address stands for it.
      const bool is_part = use.part != NamePart::name && use.part != NamePart::address;
      if (use.connection && is_part) continue;
      locations.push_back(found->places.location(use.where));
    }
  }
  return locations;
}

Answered answer_references_here(const Query& query) {
  if (query.document == nullptr) return nullptr;
  if (!query.offset()) return bad_params("expected a position");
  auto found = found_at(query);
  if (!found) return nullptr;
  Json highlights = Json::array();
  const std::string& path = found->model->path_of(query.key);
  for (const Mention& mention : found->model->meant(query.key, found->offset)) {
    for (const auto* places : {&mention.named->defined, &mention.named->used}) {
      for (const NamePlace& one : *places) {
        if (one.where.path != path || one.part != mention.at->part) continue;
        add_once(highlights, {{"range", found->places.range(one.where)}});
      }
    }
  }
  return highlights;
}

}  // namespace ampslint::lsp
