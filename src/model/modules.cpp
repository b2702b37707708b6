#include "model/modules.hpp"

#include <algorithm>

namespace ampslint {
namespace {

struct BuiltInModule {
  std::string_view name;
  Access access;
};

// "Authentication" and "Entitlement" of the AMPS manual, modules loaded by default.
constexpr BuiltInModule access_modules[] = {
    {"amps-default-authentication-module", Access::anyone},
    {"amps-implicit-authentication-module", Access::anyone},
    {"amps-default-no-authentication-module", Access::nobody},
    {"amps-default-entitlement-module", Access::anyone},
    {"amps-default-no-entitlement-module", Access::nobody},
};

struct ShippedLibrary {
  std::string_view file;
  std::vector<ValueKind> purposes;
};

/// The manual has more.
constexpr std::string_view action_modules[] = {
    "amps-action-on-schedule",
    "amps-action-on-shutdown",
    "amps-action-on-publish-message",
    "amps-action-on-connect-client",
    "amps-action-on-disconnect-client",
    "amps-action-on-logon-client",
    "amps-action-on-offline-start",
    "amps-action-on-offline-stop",
    "amps-action-on-connect-incoming-replication",
    "amps-action-on-connect-replication",
    "amps-action-on-replication-resync-complete",
    "amps-action-do-echo-message",
    "amps-action-do-remove-journal",
    "amps-action-do-vacuum-statistics",
    "amps-action-do-enable-transport",
    "amps-action-do-disable-transport",
    "amps-action-do-enable-authentication",
    "amps-action-do-disable-authentication",
    "amps-action-do-reset-authentication",
    "amps-action-do-enable-entitlement",
    "amps-action-do-disable-entitlement",
    "amps-action-do-reset-entitlement",
    "amps-action-do-downgrade-replication",
    "amps-action-do-upgrade-replication",
};

}  // namespace

std::span<const std::string_view> built_in_names(ValueKind reference) {
  static constexpr std::string_view authentication[] = {
      access_modules[0].name, access_modules[1].name, access_modules[2].name};
  static constexpr std::string_view entitlement[] = {access_modules[3].name,
                                                     access_modules[4].name};
  static constexpr std::string_view filters[] = {"amps-topic-translator",
                                                 "amps-conflated-topic-translator"};
  static constexpr std::string_view message_types[] = {
      "fix", "nvfix",    "json",   "bflat",  "msgpack",          "bson",
      "xml", "protobuf", "binary", "struct", "composite-global", "composite-local"};
  static constexpr std::string_view authenticators[] = {"amps-default-authenticator-module",
                                                        "amps-default-authenticator"};
  switch (reference) {
    case ValueKind::authenticator_module:
      return authenticators;
    case ValueKind::action_module:
      return action_modules;
    case ValueKind::protocol:
    case ValueKind::protocol_module:
      return protocol_names();
    case ValueKind::message_type:
      return default_message_types();
    case ValueKind::message_type_module:
      return message_types;
    case ValueKind::authentication_module:
      return authentication;
    case ValueKind::entitlement_module:
      return entitlement;
    case ValueKind::filter_module:
      return filters;
    default:
      return {};
  }
}

namespace {

template <typename Definitions>
void add_names(const Definitions& definitions, Names& names) {
  for (const auto& definition : definitions) {
    if (!definition.name || definition.name.unresolved) names.complete = false;
    if (definition.name) names.known.push_back(definition.name.value);
  }
}

}  // namespace

Names names_for(const Instance& instance, ValueKind reference) {
  const std::span<const std::string_view> built_in = built_in_names(reference);
  Names names{.known = {built_in.begin(), built_in.end()}};
  names.exhaustive = reference != ValueKind::action_module;
  if (reference == ValueKind::protocol) {
    add_names(instance.protocols, names);
  } else if (reference == ValueKind::message_type) {
    add_names(instance.message_types, names);
  } else if (reference == ValueKind::transport) {
    add_names(instance.transports, names);
  } else {
    add_names(instance.modules, names);
  }
  std::ranges::sort(names.known);
  return names;
}

std::string_view library_file(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::vector<ValueKind> purposes_of_built_in(std::string_view module) {
  using enum ValueKind;
  std::vector<ValueKind> purposes;
  for (const ValueKind kind :
       {protocol_module, message_type_module, authentication_module, entitlement_module,
        authenticator_module, filter_module, action_module}) {
    const auto names = built_in_names(kind);
    if (std::ranges::find(names, module) != names.end()) purposes.push_back(kind);
  }
  return purposes;
}

std::vector<ValueKind> purposes_of_library(std::string_view library) {
  using enum ValueKind;
  static const ShippedLibrary libraries[] = {
      {"libamps_http_entitlement.so", {authentication_module, entitlement_module}},
      {"libamps_multi_authentication.so", {authentication_module}},
      {"libamps_oauth_authentication.so", {authentication_module}},
      {"libamps_simple_access_entitlement.so", {entitlement_module}},
      {"libamps_multi_authenticator.so", {authenticator_module}},
      {"libamps_exec_authenticator.so", {authenticator_module}},
      {"libamps_transport_filter_correlation_id_timestamper.so", {filter_module}},
  };
  const auto* found = std::ranges::find(libraries, library, &ShippedLibrary::file);
  return found == std::end(libraries) ? std::vector<ValueKind>() : found->purposes;
}

std::string_view module_kind(ValueKind reference) {
  using enum ValueKind;
  static constexpr std::pair<ValueKind, std::string_view> kinds[] = {
      {protocol_module, "a protocol module"},
      {message_type_module, "a message type module"},
      {authentication_module, "an authentication module"},
      {entitlement_module, "an entitlement module"},
      {authenticator_module, "an authenticator"},
      {filter_module, "a transport filter"},
      {function_module, "a module of functions"},
      {action_module, "an action"},
  };
  const auto* found =
      std::ranges::find(kinds, reference, &std::pair<ValueKind, std::string_view>::first);
  return found == std::end(kinds) ? "a module" : found->second;
}

Access access_of_module(std::string_view name) {
  for (const BuiltInModule& module : access_modules) {
    if (module.name == name) return module.access;
  }
  return Access::checked;
}

}  // namespace ampslint
