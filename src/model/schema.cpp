#include "model/schema.hpp"

#include <algorithm>
#include <array>

#include "suggest.hpp"

namespace ampslint {
namespace {

using enum ValueKind;
constexpr TransportTypes tcp_types = plain_tcp | tls_tcp;
constexpr TransportTypes tls_types = tls_tcp | tls_replication;
constexpr TransportTypes client_types = tcp_types | unix_domain;
constexpr TransportTypes network_types = tcp_types | plain_replication | tls_replication;
constexpr TransportTypes can_tls = tcp_types | tls_replication;
constexpr auto always = every_transport_type;
constexpr auto many = Occurs::many;
constexpr auto legacy = Standing::legacy;
constexpr auto undocumented = Standing::undocumented;

// Content models are named after the element, or after what several elements share.
// clang-format off
constexpr SchemaElement rows[] = {
    {.parent = "AMPSConfig", .name = "Name", .required = always, .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "Group", .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "ProcessName", .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "Description", .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "Environment", .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "SuggestedMinimumVersion", .value = version, .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "RequiredMinimumVersion", .value = version, .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "ConfigIncludeCommentDefault", .value = boolean, .default_value = "false", .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "ConfigCycleDetectionThreshold", .value = bytes, .default_value = "5MB", .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "ConfigValidation", .value = choice, .choices = "enabled disabled", .default_value = "enabled", .manual = "Specialized Options"},
    {.parent = "AMPSConfig", .name = "RegexTopicSupport", .value = boolean, .default_value = "true", .manual = "Specialized Options"},
    {.parent = "AMPSConfig", .name = "SOWStatisticsInterval", .value = interval, .manual = "Specialized Options"},
    {.parent = "AMPSConfig", .name = "SOWStatsInterval", .value = interval, .standing = legacy, .manual = "SOW Statistics Events"},
    {.parent = "AMPSConfig", .name = "MessageMemoryLimit", .value = bytes, .manual = "Slow Client Policies"},
    {.parent = "AMPSConfig", .name = "MessageDiskLimit", .value = bytes, .manual = "Slow Client Policies"},
    {.parent = "AMPSConfig", .name = "MessageDiskPath", .value = path, .default_value = "/var/tmp", .manual = "Slow Client Policies"},
    {.parent = "AMPSConfig", .name = "ClientMessageAgeLimit", .value = interval, .manual = "Slow Client Policies"},
    {.parent = "AMPSConfig", .name = "ClientMaxCapacity", .value = percentage, .default_value = "50%", .manual = "Slow Client Policies"},
    {.parent = "AMPSConfig", .name = "MiniDumpDirectory", .value = path, .default_value = "/tmp", .manual = "Minidump Settings"},
    {.parent = "AMPSConfig", .name = "MiniDumpFileMask", .value = octal, .default_value = "0640", .manual = "Minidump Settings"},
    {.parent = "AMPSConfig", .name = "Tuning", .value = none, .content = "*", .manual = "Tuning"},
    {.parent = "AMPSConfig", .name = "Externals", .value = none, .content = "*", .manual = "Externals"},
    {.parent = "AMPSConfig", .name = "UserDefinedFunctions", .value = none, .content = "*", .manual = "AMPS Process Options"},
    {.parent = "AMPSConfig", .name = "Modules", .value = none, .content = "Modules", .manual = "Configuring Modules"},
    {.parent = "AMPSConfig", .name = "MessageTypes", .value = none, .content = "MessageTypes", .manual = "Configuring Message Types"},
    {.parent = "AMPSConfig", .name = "Protocols", .value = none, .content = "Protocols", .manual = "Configuring Protocols"},
    {.parent = "AMPSConfig", .name = "Transports", .value = none, .content = "Transports", .manual = "Configuring Transports"},
    {.parent = "AMPSConfig", .name = "Authentication", .value = none, .content = "Authentication", .manual = "Configuring Authentication"},
    {.parent = "AMPSConfig", .name = "Entitlement", .value = none, .content = "Entitlement", .manual = "Configuring Entitlement"},
    // Implied by one section and listed nowhere.
    {.parent = "AMPSConfig", .name = "Authenticator", .value = none, .content = "*", .standing = undocumented, .manual = "Providing an Identity for Outbound Connections"},
    {.parent = "AMPSConfig", .name = "Admin", .value = none, .content = "Admin", .manual = "Configuring Monitoring"},
    {.parent = "AMPSConfig", .name = "Logging", .value = none, .content = "*", .manual = "Configuring Logging"},
    {.parent = "AMPSConfig", .name = "SOW", .value = none, .content = "*", .manual = "Configuring the SOW"},
    {.parent = "AMPSConfig", .name = "TopicMetaData", .value = none, .content = "*", .standing = undocumented, .manual = "Configuring the SOW"},
    {.parent = "AMPSConfig", .name = "TransactionLog", .value = none, .content = "*", .manual = "Configuring a Transaction Log"},
    {.parent = "AMPSConfig", .name = "Replication", .value = none, .content = "*", .manual = "Configuring Outgoing Replication Destinations"},
    {.parent = "AMPSConfig", .name = "Actions", .value = none, .content = "*", .manual = "Configuring AMPS for Automation with Actions"},

    {.parent = "Transports", .name = "Transport", .value = none, .content = "Transport", .occurs = many, .manual = "Configuring Transports"},

    {.parent = "Transport", .name = "Name", .required = always, .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "Type", .value = choice, .required = always, .choices = "tcp tcps amps-replication amps-replication-secure amps-unix", .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "Protocol", .value = protocol, .default_value = "amps", .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "InetAddr", .value = address, .required = network_types, .allowed = network_types, .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "MessageType", .value = message_type, .allowed = client_types, .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "InitialState", .value = choice, .choices = "enabled disabled", .default_value = "enabled", .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "Authentication", .value = none, .content = "Authentication", .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "Entitlement", .value = none, .content = "Entitlement", .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "TransportFilter", .value = none, .content = "TransportFilter", .occurs = many, .manual = "Transport Filters"},
    {.parent = "Transport", .name = "MessageMemoryLimit", .value = bytes, .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "MessageDiskLimit", .value = bytes, .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "MessageDiskPath", .value = path, .default_value = "/var/tmp", .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "ClientMessageAgeLimit", .value = interval, .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "ClientMaxCapacity", .value = percentage, .default_value = "50%", .manual = "Configuring Transports"},
    {.parent = "Transport", .name = "Certificate", .value = path, .required = tls_types, .allowed = can_tls, .manual = "TLS/SSL Transports"},
    {.parent = "Transport", .name = "PrivateKey", .value = path, .required = tls_types, .allowed = can_tls, .manual = "TLS/SSL Transports"},
    {.parent = "Transport", .name = "Ciphers", .allowed = can_tls, .manual = "TLS/SSL Transports"},
    {.parent = "Transport", .name = "SecureSocketProtocols", .value = ValueKind::choices, .allowed = can_tls, .choices = "SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3", .default_value = "TLSv1.1 TLSv1.2 TLSv1.3", .manual = "TLS/SSL Transports"},
    {.parent = "Transport", .name = "VerifyClient", .value = boolean, .allowed = can_tls, .default_value = "false", .manual = "TLS/SSL Transports"},
    {.parent = "Transport", .name = "CAFile", .value = path, .allowed = can_tls, .manual = "TLS/SSL Transports"},
    {.parent = "Transport", .name = "CAPath", .value = path, .allowed = can_tls, .manual = "TLS/SSL Transports"},
    {.parent = "Transport", .name = "FileName", .value = path, .required = unix_domain, .allowed = unix_domain, .manual = "Unix Domain Socket Transports"},
    {.parent = "Transport", .name = "FileMask", .value = octal, .allowed = unix_domain, .manual = "Unix Domain Socket Transports"},
    {.parent = "Transport", .name = "PerMessageDeflate", .allowed = tcp_types, .default_value = "enabled", .manual = "Websocket Transports"},
    {.parent = "Transport", .name = "HTTPHeader", .occurs = many, .allowed = tcp_types, .manual = "Websocket Transports"},
    {.parent = "Transport", .name = "ReuseAddr", .value = boolean, .standing = undocumented, .manual = "Configuring Transports"},

    {.parent = "Authentication", .name = "Module", .value = authentication_module, .required = always, .manual = "Configuring Authentication"},
    {.parent = "Authentication", .name = "Options", .value = none, .content = "*", .manual = "Configuring Authentication"},
    {.parent = "Entitlement", .name = "Module", .value = entitlement_module, .required = always, .manual = "Configuring Entitlement"},
    {.parent = "Entitlement", .name = "Options", .value = none, .content = "*", .manual = "Configuring Entitlement"},
    {.parent = "TransportFilter", .name = "Module", .value = filter_module, .required = always, .manual = "Transport Filters"},
    {.parent = "TransportFilter", .name = "Options", .value = none, .content = "*", .manual = "Transport Filters"},

    {.parent = "Protocols", .name = "Protocol", .value = none, .content = "Protocol", .occurs = many, .manual = "Configuring Protocols"},
    {.parent = "Protocol", .name = "Name", .required = always, .manual = "Configuring Protocols"},
    {.parent = "Protocol", .name = "Module", .value = protocol_module, .required = always, .manual = "Configuring Protocols"},
    {.parent = "Protocol", .name = "WWWAuthenticate", .value = www_authenticate, .manual = "Websocket Options"},
    {.parent = "Protocol", .name = "TrustedAdmin", .value = boolean, .default_value = "false", .manual = "Websocket Options"},
    {.parent = "Protocol", .name = "HTTPHeader", .occurs = many, .manual = "Websocket Options"},
    {.parent = "Protocol", .name = "AccessControlAllowOrigin", .occurs = many, .standing = undocumented, .manual = "Websocket Options"},
    {.parent = "Protocol", .name = "Options", .value = none, .content = "*", .standing = undocumented, .manual = "Configuring Protocols"},

    {.parent = "MessageTypes", .name = "MessageType", .value = none, .content = "MessageType", .occurs = many, .manual = "Configuring Message Types"},
    {.parent = "MessageType", .name = "Name", .required = always, .manual = "Configuring Message Types"},
    {.parent = "MessageType", .name = "Module", .value = message_type_module, .manual = "Configuring Message Types"},
    {.parent = "MessageType", .name = "AMPSVersionCompliance", .value = choice, .choices = "2 4 5", .default_value = "4", .manual = "Configuring Message Types"},
    {.parent = "MessageType", .name = "Options", .value = none, .content = "*", .manual = "Configuring Message Types"},
    {.parent = "MessageType", .name = "FieldSeparator", .value = integer, .manual = "Message Type Specific Options"},
    {.parent = "MessageType", .name = "HeaderSeparator", .value = integer, .manual = "Message Type Specific Options"},
    {.parent = "MessageType", .name = "MessageSeparator", .value = integer, .manual = "Message Type Specific Options"},
    {.parent = "MessageType", .name = "EarlyTerminationOptimization", .value = boolean, .default_value = "true", .manual = "Message Type Specific Options"},
    {.parent = "MessageType", .name = "MessageType", .value = message_type, .occurs = many, .manual = "Composite Messages"},
    {.parent = "MessageType", .name = "Type", .manual = "Protobuf Message Types"},
    {.parent = "MessageType", .name = "ProtoPath", .occurs = many, .manual = "Protobuf Message Types"},
    {.parent = "MessageType", .name = "ProtoFile", .manual = "Protobuf Message Types"},
    {.parent = "MessageType", .name = "Field", .occurs = many, .manual = "Struct Message Types"},

    {.parent = "Modules", .name = "Module", .value = none, .content = "Module", .occurs = many, .manual = "Configuring Modules"},
    {.parent = "Module", .name = "Name", .required = always, .manual = "Configuring Modules"},
    {.parent = "Module", .name = "Library", .value = path, .required = always, .manual = "Configuring Modules"},
    {.parent = "Module", .name = "Options", .value = none, .content = "*", .manual = "Configuring Modules"},

    {.parent = "Admin", .name = "InetAddr", .value = address, .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "FileName", .value = path, .default_value = ":memory:", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "Interval", .value = interval, .default_value = "10s", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "WWWAuthenticate", .value = www_authenticate, .default_value = "Negotiate", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "Authentication", .value = none, .content = "Authentication", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "Entitlement", .value = none, .content = "Entitlement", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "AnonymousPaths", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "Header", .occurs = many, .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "ExternalInetAddr", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "AccessControlAllowOrigin", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "SessionOptions", .default_value = "max-age=86400; path=/; HttpOnly", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "SQLTransport", .value = transport, .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "SQLTransportInetAddr", .manual = "Galvanometer"},
    {.parent = "Admin", .name = "Certificate", .value = path, .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "PrivateKey", .value = path, .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "Ciphers", .manual = "Configuring Monitoring"},
    {.parent = "Admin", .name = "Galvanometer", .value = boolean, .default_value = "enabled", .manual = "Disabling Galvanometer"},
};
// clang-format on

void add_children(const Element& element, const SchemaElement* row, std::string_view content,
                  std::vector<SchemaNode>& nodes) {
  for (const Element& child : element.children()) {
    const SchemaElement* known = schema_element(content, child.name.value);
    nodes.push_back({.element = &child, .schema = known, .parent = row, .model = content});
    if (known == nullptr || known->content.empty() || known->content == open_content) continue;
    add_children(child, known, known->content, nodes);
  }
}

/// The rows of one content model, which stand together.
struct ContentModel {
  std::string_view name;
  std::span<const SchemaElement> rows;
};

constexpr std::size_t count_models() {
  std::size_t count = 0;
  std::string_view last;
  for (const SchemaElement& row : rows) {
    if (row.parent != last) ++count;
    last = row.parent;
  }
  return count;
}

constexpr auto models = [] {
  std::array<ContentModel, count_models()> found{};
  const SchemaElement* at = std::begin(rows);
  for (ContentModel& model : found) {
    const SchemaElement* first = at;
    while (at != std::end(rows) && at->parent == first->parent) ++at;
    model = {.name = first->parent, .rows = {first, at}};
  }
  return found;
}();

}  // namespace

std::span<const SchemaElement> schema() { return rows; }

std::span<const SchemaElement> schema_of(std::string_view content) {
  for (const ContentModel& model : models) {
    if (model.name == content) return model.rows;
  }
  return {};
}

const SchemaElement* schema_element(std::string_view content, std::string_view name) {
  const std::span<const SchemaElement> known = schema_of(content);
  for (const bool exact : {true, false}) {
    for (const SchemaElement& row : known) {
      if (exact ? row.name == name : equal_ignoring_case(row.name, name)) return &row;
    }
  }
  return nullptr;
}

std::vector<std::string_view> names_in(std::string_view content) {
  std::vector<std::string_view> names;
  for (const SchemaElement& row : schema_of(content)) names.push_back(row.name);
  return names;
}

std::vector<std::string_view> contents_with(std::string_view name) {
  std::vector<std::string_view> contents;
  for (const SchemaElement& row : rows) {
    if (row.standing == Standing::undocumented || !equal_ignoring_case(row.name, name)) continue;
    contents.push_back(row.parent);
  }
  return contents;
}

std::vector<std::string_view> names_of(TransportTypes types) {
  std::vector<std::string_view> names;
  std::size_t bit = 0;
  for (const std::string_view name : words(schema_element("Transport", "Type")->choices)) {
    if (((types >> bit++) & 1U) != 0) names.push_back(name);
  }
  return names;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return found;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::vector<SchemaNode> describe(const Element& root) {
  std::vector<SchemaNode> nodes;
  add_children(root, nullptr, "AMPSConfig", nodes);
  return nodes;
}

}  // namespace ampslint
