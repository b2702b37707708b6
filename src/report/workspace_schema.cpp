#include "report/workspace_schema.hpp"

#include <ostream>

#include "load/workspace/keys.hpp"
#include "report/json_value.hpp"

namespace ampslint {
namespace {

json::Value schema_of(std::span<const WorkspaceKey> keys, json::Value schema = json::object());

json::Value text_of(const WorkspaceKey& key) {
  json::Value text = json::object({{"type", "string"}});
  if (!key.choices.empty()) text.add("enum", json::array_of(key.choices));
  return text;
}

json::Value value_of(const WorkspaceKey& key) {
  switch (key.kind) {
    case KeyKind::text:
      return text_of(key);
    case KeyKind::texts:
      return json::object({{"type", "array"}, {"items", text_of(key)}});
    case KeyKind::boolean:
      return json::object({{"type", "boolean"}});
    case KeyKind::date:
      return json::object({{"type", "string"}, {"format", "date"}});
    case KeyKind::words:
    case KeyKind::levels:
      return json::object({{"type", "object"}, {"additionalProperties", text_of(key)}});
    case KeyKind::tables:
      return json::object({{"type", "array"}, {"items", schema_of(key.keys)}});
  }
  return {};
}

json::Value schema_of(std::span<const WorkspaceKey> keys, json::Value schema) {
  json::Value properties = json::object();
  json::Value required = json::array();
  for (const WorkspaceKey& key : keys) {
    properties.add(key.name, value_of(key).add("description", key.description));
    if (key.required) required.push(key.name);
  }
  schema.add("type", "object").add("additionalProperties", false).add("properties", properties);
  if (!required.empty()) schema.add("required", required);
  return schema;
}

}  // namespace

void write_workspace_schema(std::ostream& out) {
  const json::Value head = json::object(
      {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "ampslint.toml"}});
  out << json::indented(schema_of(workspace_keys(), head)) << '\n';
}

}  // namespace ampslint
