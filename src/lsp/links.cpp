#include <fmt/core.h>

#include "lsp/features.hpp"

namespace ampslint::lsp {

Answered answer_links(const Query& query) {
  Json links = Json::array();
  const auto model = query.document == nullptr ? nullptr : query.model();
  if (!model) return links;
  Places places = query.places(*model);
  for (const Mention& mention : model->mentions(query.key)) {
    if (mention.named->kind != NameKind::file) continue;
    const auto open = query.documents.find(mention.named->name);
    links.push_back({{"range", places.range(mention.at->where)},
                     {"target", open == query.documents.end() ? uri_of(mention.named->name)
                                                              : open->second.uri}});
  }
  return links;
}

}  // namespace ampslint::lsp
