#include <fmt/core.h>

#include "lsp/features.hpp"
#include "lsp/verdicts.hpp"

namespace ampslint::lsp {

Answered answer_hints(const Query& query) {
  Json hints = Json::array();
  const auto model = query.document == nullptr ? nullptr : query.model();
  if (!model || !query.client.shows_verdicts) return hints;
  const auto wanted = query.range();
  if (!wanted) return bad_params("expected a range");
  Places places = query.places(*model);
  const TextLines lines = query.lines();
  for (const std::size_t number : model->connections_in(query.key)) {
    const Connection& connection = model->connections()[number];
    const std::size_t end = places.bytes(connection.where).end;
    if (end < wanted->begin || end > wanted->end) continue;
    hints.push_back({{"position", lines.range({end, end})["start"]},
                     {"label", "→ " + short_verdict(connection)},
                     {"paddingLeft", true}});
  }
  return hints;
}

}  // namespace ampslint::lsp
