#include "lsp/features.hpp"

namespace ampslint::lsp {
namespace {

/// The places that define the part that is asked for; else the name.
std::vector<const NamePlace*> definitions_of(const Mention& mention) {
  std::vector<const NamePlace*> found;
  for (const NamePart part : {mention.at->part, NamePart::name}) {
    for (const NamePlace& one : mention.named->defined) {
      if (one.part == part) found.push_back(&one);
    }
    if (!found.empty()) break;
  }
  return found;
}

Json file_location(const Named& file, const Query& query) {
  const auto open = query.documents.find(file.name);
  const Json start{{"line", 0}, {"character", 0}};
  return {{"uri", open == query.documents.end() ? uri_of(file.name) : open->second.uri},
          {"range", {{"start", start}, {"end", start}}}};
}

}  // namespace

Answered answer_definition(const Query& query) {
  if (query.document == nullptr) return nullptr;
  if (!query.offset()) return bad_params("expected a position");
  auto found = found_at(query);
  if (!found) return nullptr;
  Json locations = Json::array();
  for (const Mention& mention : found->model->meant(query.key, found->offset)) {
    if (mention.named->kind == NameKind::file) {
      add_once(locations, file_location(*mention.named, query));
    }
    for (const NamePlace* one : definitions_of(mention)) {
      add_once(locations, found->places.location(one->where));
    }
  }
  return locations;
}

}  // namespace ampslint::lsp
