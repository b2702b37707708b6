#include <fmt/core.h>

#include "base/suggest.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

const MessageTypeDefinition* definition(const Instance& instance, std::string_view name,
                                        Text (MessageTypeDefinition::*part)() const) {
  for (const MessageTypeDefinition& type : instance.message_types) {
    const Text given = (type.*part)();
    if (type.name() && given && given.value == name) return &type;
  }
  return nullptr;
}

bool is_module_only(std::string_view type) {
  return type == "protobuf" || type == "struct" || type.starts_with("composite-");
}

std::string_view nearest_type(const Instance& instance, std::string_view type) {
  const std::span<const std::string_view> loaded = default_message_types();
  std::vector<std::string_view> known(loaded.begin(), loaded.end());
  for (const MessageTypeDefinition& defined : instance.message_types) {
    if (defined.name()) known.push_back(defined.name().value);
  }
  return nearest(type, known);
}

Note note_of(const Transport& transport, const MessageTypeDefinition* meant) {
  const std::vector<MessageTypeDefinition>& types = transport.instance->message_types;
  if (meant == nullptr && !types.empty()) meant = &types.front();
  if (meant == nullptr) return {transport.where(), "the instance defines no types of its own"};
  return {meant->name() ? meant->name().where : meant->element->name().where,
          "types are defined here"};
}

void check(const Match& match, Diagnostics& found) {
  const Transport* transport = match.reached();
  const ConnectionString& client = match.client;
  const std::string_view type = client.message_type();
  if (transport == nullptr || transport->message_type() || type.empty()) return;
  if (transport->protocol != Protocol::amps && !transport->is_websocket()) return;
  const Instance& instance = *transport->instance;
  if (instance.incomplete || instance.knows_message_type(type)) return;
  const bool module = is_module_only(type);
  const MessageTypeDefinition* built =
      module ? definition(instance, type, &MessageTypeDefinition::module) : nullptr;
  const std::string_view meant = built != nullptr ? built->name().value
                                 : module         ? std::string_view()
                                                  : nearest_type(instance, type);
  Diagnostic diagnostic{
      .where = client.at(type),
      .message =
          fmt::format("{} does not know message type '{}'{}", transport->label(), client.show(type),
                      module ? ", which is a module for defining types" : "")};
  if (!meant.empty()) {
    diagnostic.message += fmt::format("; did you mean '{}'?", meant);
    diagnostic.fix = {{{client.at(type), std::string(meant)}}, false};
    built = definition(instance, meant, &MessageTypeDefinition::name);
  }
  diagnostic.notes = {note_of(*transport, built)};
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_message_type_unknown() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
