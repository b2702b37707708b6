#include "report/public_json.hpp"

#include "base/diagnostic.hpp"

namespace ampslint {
namespace {

json::Value position_json(const api::Position& position) {
  return json::object({{"line", position.line}, {"column", position.column}});
}

}  // namespace

json::Value place_json(const std::optional<api::Place>& place) {
  if (!place) return nullptr;
  return json::object({{"path", place->path},
                       {"start", position_json(place->start)},
                       {"end", position_json(place->end)}});
}

json::Value finding_json(const api::Diagnostic& found) {
  return json::object({{"rule", found.rule},
                       {"severity", to_string(found.severity)},
                       {"message", found.message},
                       {"place", place_json(found.where)}});
}

json::Value tool_json() {
  return json::object({{"name", "ampslint"}, {"version", AMPSLINT_VERSION}});
}

}  // namespace ampslint
