#include "lsp/query.hpp"

namespace ampslint::lsp {

std::optional<std::size_t> Query::offset() const {
  const auto place = place_in(at(params, {"position"}));
  return place ? std::optional(lines().offset(*place)) : std::nullopt;
}

std::optional<Bytes> Query::range() const { return lines().bytes(at(params, {"range"})); }

std::shared_ptr<const Model> Query::model() const {
  const auto group = checked.group_of.find(key);
  if (group == checked.group_of.end()) return nullptr;
  const auto model = checked.models.find(group->second);
  return model == checked.models.end() ? nullptr : model->second;
}

Places Query::places(const Model& model) const {
  return {model.texts(), model.group().folder, documents, client.encoding, model.files()};
}

std::optional<Found> found_at(const Query& query) {
  const auto offset = query.offset();
  auto model = query.model();
  if (!offset || !model) return std::nullopt;
  const std::string& path = model->path_of(query.key);
  if (path.empty()) return std::nullopt;
  Places places = query.places(*model);
  const std::size_t read = places.read_offset(path, *offset);
  return Found{.model = std::move(model), .places = std::move(places), .offset = read};
}

}  // namespace ampslint::lsp
