#include "model/schema/sections.hpp"

namespace ampslint {
namespace transport_table {
namespace {

using enum ValueKind;
constexpr auto many = Occurs::many;
constexpr auto obsolete = Standing::obsolete;
constexpr auto undocumented = Standing::undocumented;

// Variants of a transport, by its Type.
constexpr std::string_view every_type =
    "tcp tcps amps-replication amps-replication-secure amps-unix";
constexpr std::string_view client_types = "tcp tcps amps-unix";
constexpr std::string_view network_types = "tcp tcps amps-replication amps-replication-secure";
constexpr std::string_view tcp_types = "tcp tcps";
constexpr std::string_view can_tls = "tcp tcps amps-replication-secure";
constexpr std::string_view always_tls = "tcps amps-replication-secure";
constexpr std::string_view replication_types = "amps-replication amps-replication-secure";
constexpr std::string_view secure = "amps-replication-secure";
// Of a message type, by its Module.
constexpr std::string_view fix_modules = "fix nvfix";
constexpr std::string_view composite = "composite-global composite-local";

constexpr std::string_view tls_versions = "SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3";
constexpr std::string_view validations =
    "txlog replicate sow cascade queue keys replicate_filter queue_passthrough queue_underlying";

// clang-format off
constexpr SchemaElement transports[] = {{.name = "Transport", .value = none, .content = "Transport", .occurs = many}};
constexpr SchemaElement transport_rows[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Type", .value = choice, .required = every_variant, .choices = every_type},
    {.name = "Protocol", .value = protocol, .default_value = "amps", .notice = "one section calls it required, another optional"},
    {.name = "InetAddr", .value = address, .required = network_types, .allowed = network_types},
    {.name = "MessageType", .value = message_type, .allowed = client_types, .notice = "required with the protocols fix, nvfix and xml; defaults to any type of the instance"},
    {.name = "InitialState", .value = choice, .choices = on_off, .default_value = "enabled"},
    {.name = "Authentication", .value = none, .content = "Authentication"},
    {.name = "Entitlement", .value = none, .content = "Entitlement"},
    {.name = "TransportFilter", .value = none, .content = "TransportFilter", .occurs = many, .in_order = true, .manual = "Transport Filters"},
    {.name = "MessageMemoryLimit", .value = memory, .notice = "creates a pool in addition to the instance's"},
    {.name = "MessageDiskLimit", .value = memory, .notice = "creates a pool in addition to the instance's"},
    {.name = "MessageDiskPath", .value = path, .default_value = "/var/tmp"},
    {.name = "ClientMessageAgeLimit", .value = interval},
    {.name = "ClientMaxCapacity", .value = percentage, .default_value = "50%", .least = "1%", .default_before = "100%", .default_since = "5.3.4"},
    {.name = "Certificate", .value = file, .required = always_tls, .allowed = can_tls, .since = "5.1", .manual = "TLS/SSL Transports"},
    {.name = "PrivateKey", .value = secret_file, .required = always_tls, .allowed = can_tls, .since = "5.1", .manual = "TLS/SSL Transports"},
    {.name = "Ciphers", .allowed = can_tls, .since = "5.1", .manual = "TLS/SSL Transports"},
    {.name = "SecureSocketProtocols", .value = choices, .allowed = can_tls, .choices = tls_versions, .default_value = "TLSv1.1 TLSv1.2 TLSv1.3", .since = "5.1", .manual = "TLS/SSL Transports"},
    {.name = "VerifyClient", .value = boolean, .allowed = can_tls, .default_value = "false", .since = "5.1", .manual = "TLS/SSL Transports"},
    {.name = "CAFile", .value = file, .allowed = can_tls, .since = "5.1", .notice = "VerifyClient needs it or CAPath", .manual = "TLS/SSL Transports"},
    {.name = "CAPath", .value = folder, .allowed = can_tls, .since = "5.1", .notice = "VerifyClient needs it or CAFile", .manual = "TLS/SSL Transports"},
    {.name = "FileName", .value = path, .required = "amps-unix", .allowed = "amps-unix", .manual = "Unix Domain Socket Transports"},
    {.name = "FileMask", .value = octal, .allowed = "amps-unix", .manual = "Unix Domain Socket Transports"},
    {.name = "PerMessageDeflate", .allowed = tcp_types, .default_value = "enabled", .notice = "for the protocol websocket", .manual = "Websocket Transports"},
    {.name = "HTTPHeader", .value = header, .occurs = many, .allowed = tcp_types, .notice = "for the protocol websocket", .manual = "Websocket Transports"},
    {.name = "ReuseAddr", .value = boolean, .standing = undocumented},
    {.name = "ClientOffline", .standing = obsolete, .notice = "'MessageMemoryLimit' is used instead"},
    {.name = "ClientBufferThreshold", .standing = obsolete, .notice = "'ClientMaxCapacity' is used instead"},
    {.name = "ClientMaxBufferThreshold", .standing = obsolete, .notice = "'ClientMaxCapacity' is used instead"},
    {.name = "ClientOfflineThreshold", .standing = obsolete, .notice = "'MessageMemoryLimit' and 'MessageDiskLimit' are used instead"},
    {.name = "ClientOfflineDirectory", .standing = obsolete, .notice = "'MessageDiskPath' is used instead"},
    {.name = "SlowClientDisconnect", .standing = obsolete, .notice = "'MessageMemoryLimit' and 'MessageDiskLimit' are used instead"},
};
constexpr SchemaElement authentication[] = {
    {.name = "Module", .value = authentication_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};
constexpr SchemaElement entitlement[] = {
    {.name = "Module", .value = entitlement_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};
constexpr SchemaElement authenticator[] = {
    {.name = "Module", .value = authenticator_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};
constexpr SchemaElement transport_filter[] = {
    {.name = "Module", .value = filter_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};
constexpr SchemaElement protocols[] = {{.name = "Protocol", .value = none, .content = "Protocol", .occurs = many}};
constexpr SchemaElement protocol_rows[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Module", .value = protocol_module, .required = every_variant},
    {.name = "WWWAuthenticate", .value = www_authenticate, .allowed = "websocket", .choices = "Negotiate Basic", .manual = "Websocket Options"},
    {.name = "TrustedAdmin", .value = boolean, .allowed = "websocket", .default_value = "false", .manual = "Websocket Options"},
    {.name = "HTTPHeader", .value = header, .occurs = many, .allowed = "websocket", .manual = "Websocket Options"},
    {.name = "AccessControlAllowOrigin", .occurs = many, .standing = undocumented, .manual = "Websocket Options"},
    {.name = "Options", .value = none, .content = "*", .standing = undocumented},
};
constexpr SchemaElement message_types[] = {{.name = "MessageType", .value = none, .content = "MessageType", .occurs = many}};
constexpr SchemaElement message_type_rows[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Module", .value = message_type_module},
    {.name = "AMPSVersionCompliance", .value = choice, .choices = "2 4 5", .default_value = "4"},
    {.name = "Options", .value = none, .content = "*"},
    {.name = "FieldSeparator", .value = integer, .allowed = fix_modules, .least = "0", .most = "255", .manual = "Message Type Specific Options"},
    {.name = "HeaderSeparator", .value = integer, .allowed = fix_modules, .least = "0", .most = "255", .manual = "Message Type Specific Options"},
    {.name = "MessageSeparator", .value = integer, .allowed = fix_modules, .least = "0", .most = "255", .manual = "Message Type Specific Options"},
    {.name = "EarlyTerminationOptimization", .value = boolean, .allowed = "json", .default_value = "true", .manual = "Message Type Specific Options"},
    {.name = "MessageType", .value = message_type, .occurs = many, .required = composite, .allowed = composite, .in_order = true, .manual = "Composite Messages"},
    // A message type of another module had it before 4.0; it became Module.
    {.name = "Type", .required = "protobuf", .allowed = "protobuf", .manual = "Protobuf Message Types"},
    {.name = "ProtoPath", .occurs = many, .required = "protobuf", .allowed = "protobuf", .in_order = true, .manual = "Protobuf Message Types"},
    {.name = "ProtoFile", .required = "protobuf", .allowed = "protobuf", .manual = "Protobuf Message Types"},
    {.name = "Field", .value = struct_field, .occurs = many, .required = "struct", .allowed = "struct", .in_order = true, .manual = "Struct Message Types"},
};
constexpr SchemaElement replication[] = {{.name = "Destination", .value = none, .content = "Destination", .occurs = many}};
constexpr SchemaElement destination[] = {
    {.name = "SyncType", .value = choice, .required = every_variant, .choices = "sync async"},
    {.name = "Transport", .value = none, .content = "Destination/Transport", .occurs = many, .required = every_variant, .in_order = true},
    {.name = "Group", .default_from = "Name", .notice = "defaults to the Name; at least one of them is needed"},
    {.name = "Name", .default_from = "Group", .notice = "defaults to the Group; at least one of them is needed"},
    {.name = "Topic", .value = none, .content = "Destination/Topic", .occurs = many},
    {.name = "PassThrough", .value = pattern},
    {.name = "ResyncPassThrough", .value = pattern, .default_from = "PassThrough", .notice = "defaults to the PassThrough"},
    {.name = "Compression", .value = choice, .choices = on_off, .default_value = "disabled"},
    {.name = "CompressionType", .value = choice, .choices = "zlib zstd", .default_value = "zlib"},
    // Below a second by the text, a second by its default.
    {.name = "AckConflationInterval", .value = interval, .most = "1s", .since = "5.2.3.0", .notice = "shorter than a second"},
};
constexpr SchemaElement destination_transport[] = {
    {.name = "Type", .value = choice, .required = every_variant, .choices = replication_types},
    {.name = "InetAddr", .value = address, .occurs = many, .in_order = true, .notice = "without one, the destination waits for its peer"},
    {.name = "ReconnectTimeout", .value = intervals, .notice = "one, or one for each address"},
    {.name = "IpProtocolPrefer", .value = choice, .choices = "v4 v6", .default_value = "v4"},
    {.name = "Authenticator", .value = none, .content = "Authenticator", .manual = "Providing an Identity for Outbound Connections"},
    {.name = "Authentication", .value = none, .content = "Authentication"},
    {.name = "Entitlement", .value = none, .content = "Entitlement"},
    {.name = "Certificate", .value = file, .required = secure, .allowed = secure},
    {.name = "PrivateKey", .value = secret_file, .required = secure, .allowed = secure},
    {.name = "Ciphers", .allowed = secure},
    {.name = "VerifyClient", .value = boolean, .allowed = secure, .default_value = "false"},
    {.name = "CAFile", .value = file, .allowed = secure, .notice = "VerifyClient needs it or CAPath"},
    {.name = "CAPath", .value = folder, .allowed = secure, .notice = "VerifyClient needs it or CAFile"},
    {.name = "SecureSocketProtocols", .value = choices, .allowed = secure, .choices = tls_versions, .standing = undocumented},
    // One sample of the manual has it.
    {.name = "Name", .standing = undocumented},
};
constexpr SchemaElement destination_topic[] = {
    {.name = "Name", .value = topics, .default_value = ".*", .notice = "called required, but has a default"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "Filter", .value = filter},
    {.name = "IncludeValidation", .value = list, .choices = validations, .since = "5.0", .manual = "Replication Configuration Validation"},
    {.name = "ExcludeValidation", .value = list, .choices = validations, .since = "5.0", .manual = "Replication Configuration Validation"},
};

constexpr ContentModel transport_models[] = {
    {.name = "Transports", .manual = "Configuring Transports", .rows = transports},
    {.name = "Transport", .manual = "Configuring Transports", .rows = transport_rows, .decided_by = "Type"},
    {.name = "Authentication", .manual = "Configuring Authentication", .rows = authentication},
    {.name = "Entitlement", .manual = "Configuring Entitlement", .rows = entitlement},
    {.name = "Authenticator", .manual = "Providing an Identity for Outbound Connections", .rows = authenticator},
    {.name = "TransportFilter", .manual = "Transport Filters", .rows = transport_filter},
    {.name = "Protocols", .manual = "Configuring Protocols", .rows = protocols},
    {.name = "Protocol", .manual = "Configuring Protocols", .rows = protocol_rows, .decided_by = "Module"},
    {.name = "MessageTypes", .manual = "Configuring Message Types", .rows = message_types},
    {.name = "MessageType", .manual = "Configuring Message Types", .rows = message_type_rows, .decided_by = "Module"},
    {.name = "Replication", .manual = "Configuring Outgoing Replication Destinations", .rows = replication},
    {.name = "Destination", .manual = "Configuring Outgoing Replication Destinations", .rows = destination},
    {.name = "Destination/Transport", .manual = "Configuring Outgoing Replication Destinations", .rows = destination_transport, .decided_by = "Type"},
    {.name = "Destination/Topic", .manual = "Configuring Outgoing Replication Destinations", .rows = destination_topic},
};
// clang-format on

}  // namespace
}  // namespace transport_table

std::span<const ContentModel> models_of_transports() { return transport_table::transport_models; }

}  // namespace ampslint
