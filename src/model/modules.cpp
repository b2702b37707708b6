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

// "Configuring AMPS for Automation with Actions" of the AMPS manual.
constexpr std::string_view on_modules[] = {
    "amps-action-on-admin",
    "amps-action-on-alert",
    "amps-action-on-connect-client",
    "amps-action-on-connect-incoming-replication",
    "amps-action-on-connect-replication",
    "amps-action-on-deliver-message",
    "amps-action-on-disconnect-client",
    "amps-action-on-disconnect-incoming-replication",
    "amps-action-on-disconnect-replication",
    "amps-action-on-downgrade-replication",
    "amps-action-on-execute-event",
    "amps-action-on-logon-client",
    "amps-action-on-message-affinity",
    "amps-action-on-message-condition-timeout",
    "amps-action-on-minidump",
    "amps-action-on-offline-start",
    "amps-action-on-offline-stop",
    "amps-action-on-oof-message",
    "amps-action-on-publish-message",
    "amps-action-on-replication-resync-complete",
    "amps-action-on-schedule",
    "amps-action-on-shutdown",
    "amps-action-on-signal",
    "amps-action-on-sow-delete-message",
    "amps-action-on-sow-expire-message",
    "amps-action-on-startup",
    "amps-action-on-subscribe",
    "amps-action-on-unsubscribe",
    "amps-action-on-upgrade-replication",
};
constexpr std::string_view if_modules[] = {"amps-action-if-condition",
                                           "amps-action-if-file-system-usage"};
constexpr std::string_view do_modules[] = {
    "amps-action-do-archive-journal",
    "amps-action-do-compact-sow",
    "amps-action-do-compress-files",
    "amps-action-do-compress-journal",
    "amps-action-do-delete-sow",
    "amps-action-do-disable-authentication",
    "amps-action-do-disable-entitlement",
    "amps-action-do-disable-proxied-transfer",
    "amps-action-do-disable-transport",
    "amps-action-do-downgrade-replication",
    "amps-action-do-echo-message",
    "amps-action-do-enable-authentication",
    "amps-action-do-enable-entitlement",
    "amps-action-do-enable-proxied-transfer",
    "amps-action-do-enable-transport",
    "amps-action-do-execute-event",
    "amps-action-do-execute-system",
    "amps-action-do-extract-values",
    "amps-action-do-increment-counter",
    "amps-action-do-minidump",
    "amps-action-do-nothing",
    "amps-action-do-publish-message",
    "amps-action-do-query-sow",
    "amps-action-do-remove-files",
    "amps-action-do-remove-journal",
    "amps-action-do-reset-authentication",
    "amps-action-do-reset-entitlement",
    "amps-action-do-rotate-logs",
    "amps-action-do-shutdown",
    "amps-action-do-translate-data",
    "amps-action-do-truncate-statistics",
    "amps-action-do-upgrade-replication",
    "amps-action-do-vacuum-statistics",
    // Shipped, and not in the manual.
    "amps-action-do-extract-config-value",
    "amps-action-do-fail",
    "amps-action-do-gdb-trap",
};

/// Names that samples and tutorials use and that no server knows.
constexpr MistakenModule mistaken_modules[] = {
    {"amps-action-do-archive-journals", "amps-action-do-archive-journal"},
    {"amps-action-do-remove-journals", "amps-action-do-remove-journal"},
    {"amps-action-do-delete-old-journal-files", "amps-action-do-remove-journal"},
    {"amps-action-do-delete-files", "amps-action-do-remove-files", false},
    {"amps-action-do-enable-entitlements", "amps-action-do-enable-entitlement"},
    {"amps-action-do-disable-entitlements", "amps-action-do-disable-entitlement"},
    {"amps-do-disable-entitlements", "amps-action-do-disable-entitlement"},
    {"amps-action-do-event", "amps-action-do-execute-event"},
    {"amps-action-on-execute", "amps-action-on-execute-event"},
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
    case ValueKind::on_module:
      return on_modules;
    case ValueKind::if_module:
      return if_modules;
    case ValueKind::do_module:
      return do_modules;
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
    if (!definition.name() || definition.name().unresolved) names.complete = false;
    if (definition.name()) names.known.push_back(definition.name().value);
  }
}

}  // namespace

Names names_for(const Instance& instance, ValueKind reference) {
  const std::span<const std::string_view> of_amps = built_in_names(reference);
  Names names{.known = {of_amps.begin(), of_amps.end()}};
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
        authenticator_module, filter_module, on_module, if_module, do_module}) {
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
      {"libamps_id_chaining_key_generator.so", {key_generator_module}},
      {"libamps_udf_legacy_compatibility.so", {function_module}},
      {"libamps_udf_experimental.so", {function_module}},
  };
  const auto* found = std::ranges::find(libraries, library, &ShippedLibrary::file);
  return found == std::end(libraries) ? std::vector<ValueKind>() : found->purposes;
}

const MistakenModule* mistaken_module(std::string_view name) {
  const auto* found = std::ranges::find(mistaken_modules, name, &MistakenModule::written);
  return found == std::end(mistaken_modules) ? nullptr : found;
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
      {key_generator_module, "a key generator"},
      {on_module, "a module for 'On'"},
      {if_module, "a module for 'If'"},
      {do_module, "a module for 'Do'"},
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
