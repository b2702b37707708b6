#include "report/workspace_schema.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "load/workspace/keys.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

Json object_of(std::span<const WorkspaceKey> keys);

Json text_of(const WorkspaceKey& key) {
  Json text{{"type", "string"}};
  if (!key.choices.empty()) text["enum"] = key.choices;
  return text;
}

Json value_of(const WorkspaceKey& key) {
  switch (key.kind) {
    case KeyKind::text:
      return text_of(key);
    case KeyKind::texts:
      return {{"type", "array"}, {"items", text_of(key)}};
    case KeyKind::boolean:
      return {{"type", "boolean"}};
    case KeyKind::date:
      return {{"type", "string"}, {"format", "date"}};
    case KeyKind::words:
    case KeyKind::levels:
      return {{"type", "object"}, {"additionalProperties", text_of(key)}};
    case KeyKind::tables:
      return {{"type", "array"}, {"items", object_of(key.keys)}};
  }
  return {};
}

Json object_of(std::span<const WorkspaceKey> keys) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const WorkspaceKey& key : keys) {
    Json value = value_of(key);
    value["description"] = key.description;
    properties[std::string(key.name)] = std::move(value);
    if (key.required) required.push_back(key.name);
  }
  Json object{
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) object["required"] = std::move(required);
  return object;
}

}  // namespace

void write_workspace_schema(std::ostream& out) {
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "ampslint.toml"}};
  schema.update(object_of(workspace_keys()));
  out << schema.dump(2) << '\n';
}

}  // namespace ampslint
