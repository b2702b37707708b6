#include "model/schema.hpp"

namespace ampslint {
namespace {

using enum ValueKind;
constexpr auto many = Occurs::many;
constexpr auto legacy = Standing::legacy;
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
// Of a message type, by its Module; of a log target, by its Protocol.
constexpr std::string_view fix_modules = "fix nvfix";
constexpr std::string_view composite = "composite-global composite-local";
constexpr std::string_view to_file = "file gzip";

constexpr std::string_view tls_versions = "SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3";
constexpr std::string_view log_levels =
    "developer trace stats info warning error critical emergency none debug";
constexpr std::string_view on_off = "enabled disabled";
constexpr std::string_view validations =
    "txlog replicate sow cascade queue keys replicate_filter queue_passthrough queue_underlying";

// clang-format off
constexpr SchemaElement instance[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Group", .notice = "the Name where there is none"},
    {.name = "ProcessName"},
    {.name = "Description"},
    {.name = "Environment"},
    {.name = "SuggestedMinimumVersion", .value = version},
    {.name = "RequiredMinimumVersion", .value = version},
    {.name = "ConfigIncludeCommentDefault", .value = boolean, .default_value = "false"},
    {.name = "ConfigCycleDetectionThreshold", .value = bytes, .default_value = "5MB"},
    {.name = "ConfigValidation", .value = choice, .choices = on_off, .default_value = "enabled", .manual = "Specialized Options"},
    {.name = "RegexTopicSupport", .value = boolean, .default_value = "true", .manual = "Specialized Options"},
    {.name = "SOWStatisticsInterval", .value = interval, .manual = "Specialized Options"},
    // The manual uses both names.
    {.name = "SOWStatsInterval", .value = interval, .synonym_of = "SOWStatisticsInterval", .manual = "SOW Statistics Events"},
    {.name = "MessageMemoryLimit", .value = bytes, .notice = "the lower of 10% of the host's memory and 10% of 'ulimit -m' where there is none", .manual = "Slow Client Policies"},
    {.name = "MessageDiskLimit", .value = bytes, .notice = "the higher of 1GB and MessageMemoryLimit where there is none", .manual = "Slow Client Policies"},
    {.name = "MessageDiskPath", .value = path, .default_value = "/var/tmp", .manual = "Slow Client Policies"},
    {.name = "ClientMessageAgeLimit", .value = interval, .manual = "Slow Client Policies"},
    {.name = "ClientMaxCapacity", .value = percentage, .default_value = "50%", .least = "1%", .default_before = "100%", .default_since = "5.3.4", .manual = "Slow Client Policies"},
    {.name = "MiniDumpDirectory", .value = path, .default_value = "/tmp", .notice = "'disabled' switches minidumps off", .manual = "Minidump Settings"},
    {.name = "MiniDumpFileMask", .value = octal, .default_value = "0640", .manual = "Minidump Settings"},
    {.name = "Tuning", .value = none, .content = "Tuning", .manual = "Tuning"},
    {.name = "Externals", .value = none, .content = "Externals", .manual = "Externals"},
    {.name = "UserDefinedFunctions", .value = none, .content = "UserDefinedFunctions"},
    {.name = "Modules", .value = none, .content = "Modules", .manual = "Configuring Modules"},
    {.name = "MessageTypes", .value = none, .content = "MessageTypes", .manual = "Configuring Message Types"},
    {.name = "Protocols", .value = none, .content = "Protocols", .manual = "Configuring Protocols"},
    {.name = "Transports", .value = none, .content = "Transports", .manual = "Configuring Transports"},
    {.name = "Authentication", .value = none, .content = "Authentication", .manual = "Configuring Authentication"},
    {.name = "Entitlement", .value = none, .content = "Entitlement", .manual = "Configuring Entitlement"},
    // Implied by one section and listed nowhere.
    {.name = "Authenticator", .value = none, .content = "Authenticator", .standing = undocumented, .manual = "Providing an Identity for Outbound Connections"},
    {.name = "Admin", .value = none, .content = "Admin", .manual = "Configuring Monitoring"},
    {.name = "Logging", .value = none, .content = "Logging", .manual = "Configuring Logging"},
    {.name = "SOW", .value = none, .content = "SOW", .manual = "Configuring the SOW"},
    {.name = "TopicMetaData", .value = none, .content = "TopicMetaData", .standing = undocumented, .manual = "Configuring the SOW"},
    {.name = "TransactionLog", .value = none, .content = "TransactionLog", .manual = "Configuring a Transaction Log"},
    {.name = "Replication", .value = none, .content = "Replication", .manual = "Configuring Outgoing Replication Destinations"},
    {.name = "Actions", .value = none, .content = "Actions", .manual = "Configuring AMPS for Automation with Actions"},
    // The manual describes the first place and shows the second.
    {.name = "Statistics", .value = none, .content = "Statistics", .standing = undocumented, .manual = "Tuning"},
};

constexpr SchemaElement tuning[] = {
    {.name = "NUMA", .value = none, .content = "NUMA"},
    {.name = "Replication", .value = none, .content = "Tuning/Replication"},
    {.name = "Queue", .value = none, .content = "Tuning/Queue"},
    {.name = "Admin", .value = none, .content = "Tuning/Admin"},
};
constexpr SchemaElement numa[] = {{.name = "Enabled", .value = boolean}};
constexpr SchemaElement tuning_replication[] = {{.name = "MinSyncDestinations", .value = integer}};
constexpr SchemaElement tuning_queue[] = {{.name = "QueueDeliveryFlushInterval", .value = interval}};
constexpr SchemaElement tuning_admin[] = {{.name = "Statistics", .value = none, .content = "Statistics"}};
constexpr SchemaElement statistics[] = {{.name = "Indexing", .value = none, .content = "Indexing"}};
constexpr SchemaElement indexing[] = {{.name = "Enabled", .value = boolean}};

constexpr SchemaElement externals[] = {
    {.name = "SSL", .value = none, .content = "SSL"},
    {.name = "Crypto", .value = none, .content = "Crypto"},
    {.name = "Curl", .value = none, .content = "Curl"},
};
constexpr SchemaElement ssl[] = {{.name = "Library", .value = file, .default_value = "libopenssl.so"}};
constexpr SchemaElement crypto[] = {{.name = "Library", .value = file, .default_value = "libcrypto.so"}};
constexpr SchemaElement curl[] = {{.name = "Library", .value = file}};

constexpr SchemaElement functions[] = {{.name = "Function", .value = none, .content = "Function", .occurs = many}};
constexpr SchemaElement function[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Module", .value = function_module, .required = every_variant},
    {.name = "Symbol"},
    {.name = "ParameterCount", .value = integer},
};

constexpr SchemaElement transports[] = {{.name = "Transport", .value = none, .content = "Transport", .occurs = many}};
constexpr SchemaElement transport_rows[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Type", .value = choice, .required = every_variant, .choices = every_type},
    {.name = "Protocol", .value = protocol, .default_value = "amps", .notice = "one section calls it required, another one optional"},
    {.name = "InetAddr", .value = address, .required = network_types, .allowed = network_types},
    {.name = "MessageType", .value = message_type, .allowed = client_types, .notice = "required with the protocols fix, nvfix and xml; any type of the instance where there is none"},
    {.name = "InitialState", .value = choice, .choices = on_off, .default_value = "enabled"},
    {.name = "Authentication", .value = none, .content = "Authentication"},
    {.name = "Entitlement", .value = none, .content = "Entitlement"},
    {.name = "TransportFilter", .value = none, .content = "TransportFilter", .occurs = many, .manual = "Transport Filters"},
    {.name = "MessageMemoryLimit", .value = bytes, .notice = "sets up a pool beside the instance's"},
    {.name = "MessageDiskLimit", .value = bytes, .notice = "sets up a pool beside the instance's"},
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
    {.name = "MessageType", .value = message_type, .occurs = many, .required = composite, .allowed = composite, .manual = "Composite Messages"},
    // A message type of another module had it before 4.0; it became Module.
    {.name = "Type", .required = "protobuf", .allowed = "protobuf", .manual = "Protobuf Message Types"},
    {.name = "ProtoPath", .occurs = many, .required = "protobuf", .allowed = "protobuf", .manual = "Protobuf Message Types"},
    {.name = "ProtoFile", .required = "protobuf", .allowed = "protobuf", .manual = "Protobuf Message Types"},
    {.name = "Field", .value = struct_field, .occurs = many, .required = "struct", .allowed = "struct", .manual = "Struct Message Types"},
};

constexpr SchemaElement modules[] = {{.name = "Module", .value = none, .content = "Module", .occurs = many}};
constexpr SchemaElement module[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Library", .value = file, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};

constexpr SchemaElement admin[] = {
    {.name = "InetAddr", .value = address, .notice = "without it there is no HTTP server"},
    {.name = "FileName", .value = path, .default_value = ":memory:"},
    {.name = "Interval", .value = interval, .default_value = "10s", .least = "1s"},
    {.name = "WWWAuthenticate", .value = www_authenticate, .choices = "Negotiate NTLM Basic", .default_value = "Negotiate"},
    {.name = "Authentication", .value = none, .content = "Authentication"},
    {.name = "Entitlement", .value = none, .content = "Entitlement"},
    {.name = "AnonymousPaths", .value = pattern},
    {.name = "Header", .value = header, .occurs = many},
    {.name = "ExternalInetAddr"},
    {.name = "AccessControlAllowOrigin", .value = pattern},
    {.name = "SessionOptions", .default_value = "max-age=86400; path=/; HttpOnly"},
    {.name = "SQLTransport", .value = transport},
    {.name = "SQLTransportInetAddr", .manual = "Galvanometer"},
    {.name = "Certificate", .value = file, .notice = "with PrivateKey: HTTPS"},
    {.name = "PrivateKey", .value = secret_file, .notice = "with Certificate: HTTPS"},
    {.name = "Ciphers"},
    {.name = "Galvanometer", .value = boolean, .default_value = "enabled", .manual = "Disabling Galvanometer"},
};

constexpr SchemaElement replication[] = {{.name = "Destination", .value = none, .content = "Destination", .occurs = many}};
constexpr SchemaElement destination[] = {
    {.name = "SyncType", .value = choice, .required = every_variant, .choices = "sync async"},
    {.name = "Transport", .value = none, .content = "Destination/Transport", .occurs = many, .required = every_variant},
    {.name = "Group", .notice = "the Name where there is none; one of both is needed"},
    {.name = "Name", .notice = "the Group where there is none; one of both is needed"},
    {.name = "Topic", .value = none, .content = "Destination/Topic", .occurs = many},
    {.name = "PassThrough", .value = pattern},
    {.name = "ResyncPassThrough", .value = pattern, .notice = "the PassThrough where there is none"},
    {.name = "Compression", .value = choice, .choices = on_off, .default_value = "disabled"},
    {.name = "CompressionType", .value = choice, .choices = "zlib zstd", .default_value = "zlib"},
    // Below a second by the text, a second by its default.
    {.name = "AckConflationInterval", .value = interval, .most = "1s", .since = "5.2.3.0", .notice = "shorter than a second"},
};
constexpr SchemaElement destination_transport[] = {
    {.name = "Type", .value = choice, .required = every_variant, .choices = replication_types},
    {.name = "InetAddr", .value = address, .occurs = many, .notice = "without one the destination waits for the other side"},
    {.name = "ReconnectTimeout", .value = intervals, .notice = "one, or as many as there are addresses"},
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
    {.name = "Name", .default_value = ".*", .notice = "called required, and yet has a default"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "Filter"},
    {.name = "IncludeValidation", .value = list, .choices = validations, .since = "5.0", .manual = "Replication Configuration Validation"},
    {.name = "ExcludeValidation", .value = list, .choices = validations, .since = "5.0", .manual = "Replication Configuration Validation"},
};

constexpr SchemaElement transaction_log[] = {
    {.name = "JournalDirectory", .value = path, .required = every_variant},
    {.name = "JournalArchiveDirectory", .value = path},
    {.name = "JournalSize", .value = bytes, .default_value = "1GB", .least = "10MB"},
    {.name = "MinJournalSize", .value = bytes, .least = "10MB", .standing = legacy, .synonym_of = "JournalSize"},
    {.name = "PreallocatedJournalFiles", .value = integer, .default_value = "2", .least = "1"},
    {.name = "FlushInterval", .value = interval, .default_value = "100ms", .least = "1us", .most = "1000ms"},
    {.name = "O_DIRECT", .value = boolean},
    {.name = "InactiveClientAckExpiration"},
    {.name = "CompressedJournalCacheMemoryLimit"},
    {.name = "Topic", .value = none, .content = "TransactionLog/Topic", .occurs = many},
};
constexpr SchemaElement logged_topic[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Topic", .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
};

constexpr SchemaElement sow[] = {
    {.name = "Topic", .value = none, .content = "SOW/Topic", .occurs = many},
    {.name = "Queue", .value = none, .content = "Queue", .occurs = many, .since = "5.0"},
    {.name = "LocalQueue", .value = none, .content = "Queue", .occurs = many, .since = "5.0"},
    {.name = "GroupLocalQueue", .value = none, .content = "GroupLocalQueue", .occurs = many, .since = "5.0"},
    {.name = "View", .value = none, .content = "View", .occurs = many},
    {.name = "ConflatedTopic", .value = none, .content = "ConflatedTopic", .occurs = many},
    {.name = "QueueDefinition", .value = none, .content = "Queue", .occurs = many, .standing = legacy, .synonym_of = "Queue", .since = "5.0"},
    {.name = "ViewDefinition", .value = none, .content = "View", .occurs = many, .standing = legacy, .synonym_of = "View"},
    {.name = "ReplicaDefinition", .value = none, .content = "ConflatedTopic", .occurs = many, .standing = legacy, .synonym_of = "ConflatedTopic"},
    {.name = "TopicDefinition", .value = none, .content = "SOW/Topic", .occurs = many, .standing = undocumented, .synonym_of = "Topic"},
};
constexpr SchemaElement topic_meta_data[] = {
    {.name = "TopicDefinition", .value = none, .content = "SOW/Topic", .occurs = many, .standing = undocumented, .synonym_of = "Topic"},
};
constexpr SchemaElement sow_topic[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Topic", .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "FileName", .value = path},
    {.name = "Key", .occurs = many},
    {.name = "Expiration", .notice = "an interval, or a word that switches it"},
    {.name = "Durability"},
    {.name = "Duration", .standing = legacy, .synonym_of = "Durability"},
    {.name = "Pattern", .value = pattern},
};
constexpr SchemaElement queue[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Topic", .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "Semantics"},
    {.name = "MaxPerSubscriptionBacklog"},
    {.name = "LeasePeriod"},
    {.name = "DefaultPublishTarget"},
    {.name = "UnderlyingTopic"},
    {.name = "Filter"},
    {.name = "FileName", .value = path},
    {.name = "Expiration", .notice = "an interval, or a word that switches it"},
};
constexpr SchemaElement group_local_queue[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Topic", .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "InitialOwner", .required = every_variant},
    {.name = "GroupLocalQueueDomain", .since = "5.3.4"},
    {.name = "Semantics"},
    {.name = "MaxPerSubscriptionBacklog"},
    {.name = "LeasePeriod"},
    {.name = "DefaultPublishTarget"},
    {.name = "UnderlyingTopic"},
    {.name = "Filter"},
    {.name = "FileName", .value = path},
    {.name = "Expiration", .notice = "an interval, or a word that switches it"},
};
constexpr SchemaElement view[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Topic", .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "UnderlyingTopic", .content = "UnderlyingTopic"},
    {.name = "Conflation"},
    {.name = "Projection", .value = none, .content = "Projection"},
    {.name = "Grouping", .value = none, .content = "Grouping"},
    {.name = "FileName", .value = path},
    {.name = "Filter"},
};
constexpr SchemaElement underlying_topic[] = {{.name = "Join", .occurs = many}};
constexpr SchemaElement projection[] = {{.name = "Field", .occurs = many}};
constexpr SchemaElement grouping[] = {{.name = "Field", .occurs = many}};
constexpr SchemaElement conflated_topic[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Topic", .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "UnderlyingTopic"},
    {.name = "Interval", .value = interval},
    {.name = "Filter"},
};

constexpr SchemaElement logging[] = {{.name = "Target", .value = none, .content = "Target", .occurs = many}};
constexpr SchemaElement target[] = {
    {.name = "Protocol", .value = choice, .required = every_variant, .choices = "stdout stderr file gzip syslog"},
    {.name = "Level", .value = choice, .choices = log_levels},
    {.name = "Levels", .value = list, .choices = log_levels},
    {.name = "IncludeErrors"},
    {.name = "ExcludeErrors"},
    {.name = "FileName", .value = path, .allowed = to_file},
    {.name = "RotationThreshold", .value = log_size, .allowed = to_file},
    {.name = "Ident", .allowed = "syslog"},
    {.name = "Options", .allowed = "syslog"},
    {.name = "Facility", .allowed = "syslog"},
};

constexpr SchemaElement actions[] = {{.name = "Action", .value = none, .content = "Action", .occurs = many}};
constexpr SchemaElement action[] = {
    {.name = "On", .value = none, .content = "Action/On", .occurs = many},
    {.name = "If", .value = none, .content = "Action/On", .occurs = many},
    {.name = "Do", .value = none, .content = "Action/On", .occurs = many},
};
constexpr SchemaElement action_step[] = {
    {.name = "Module", .value = action_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};

// The options of modules that AMPS loads or ships.
constexpr SchemaElement default_authentication[] = {
    {.name = "AllowSpoofing", .value = boolean, .default_value = "false"},
    {.name = "RequireLogon", .value = boolean, .default_value = "true", .since = "5.0"},
    {.name = "RequireUsername", .value = boolean, .default_value = "false"},
};
constexpr SchemaElement implicit_authentication[] = {
    {.name = "AllowSpoofing", .value = boolean, .default_value = "false"},
};
constexpr SchemaElement default_authenticator[] = {
    {.name = "User"},
    {.name = "Password", .since = "5.3.0.0"},
    {.name = "PasswordFileName", .value = secret_file, .since = "5.3.0.0"},
    {.name = "PasswordEnvironmentVariable", .since = "5.3.0.0"},
};
constexpr SchemaElement http_entitlement[] = {
    {.name = "ResourceURI"},
    {.name = "CredentialStore"},
    {.name = "ConnectionTimeout", .default_value = "2000"},
    {.name = "RequestTimeout", .default_value = "5000"},
    {.name = "RetryCount", .value = integer, .default_value = "0"},
    {.name = "HTTPHeader", .value = header, .occurs = many},
    {.name = "EntitlementTimeout"},
    {.name = "ReuseConnections"},
    {.name = "ServerAcceptsEmptyAuthId"},
    {.name = "Certificate", .value = file},
    {.name = "Key", .value = secret_file},
    {.name = "CAKey", .value = file},
    {.name = "AllowUnverifiedPeer", .value = boolean, .default_value = "false"},
    {.name = "AllowUnverfiedPeer", .value = boolean, .standing = undocumented, .synonym_of = "AllowUnverifiedPeer"},
    {.name = "AllowSelfSigned", .value = boolean, .default_value = "false"},
    {.name = "EntitlementOnly", .since = "5.3.1"},
    {.name = "EntitlementsOnly", .standing = undocumented, .synonym_of = "EntitlementOnly", .since = "5.3.1"},
};
constexpr SchemaElement multi_authentication[] = {
    {.name = "Kerberos.Keytab", .value = secret_file},
    {.name = "Kerberos.SPN"},
    {.name = "LDAP.Host"},
    {.name = "LDAP.Port", .value = integer, .default_value = "389", .least = "1", .most = "65535"},
    {.name = "LDAP.ProtocolVersion", .value = integer, .default_value = "2"},
    {.name = "LDAP.BaseDN"},
    {.name = "LDAP.ServiceAccountDN"},
    {.name = "LDAP.ServiceAccountPasswordFile", .value = secret_file},
    {.name = "AllowAnonymous", .value = boolean, .default_value = "disabled"},
    {.name = "DefaultAuthenticationMechanism", .value = choice, .choices = "Kerberos LDAP"},
};
constexpr SchemaElement oauth[] = {
    {.name = "TokenEndpoint"},
    {.name = "RedirectURI"},
    {.name = "ClientID"},
    {.name = "ClientSecret"},
    {.name = "GrantType", .default_value = "authorization_code"},
    {.name = "RequestTimeout", .default_value = "5000"},
    {.name = "RetryCount", .value = integer, .default_value = "0"},
    {.name = "HTTPHeader", .value = header, .occurs = many},
    {.name = "Certificate", .value = file},
    {.name = "Key", .value = secret_file},
    {.name = "CAKey", .value = file},
    {.name = "AllowUnverifiedPeer", .value = boolean, .default_value = "false"},
    {.name = "AllowSelfSigned", .value = boolean, .default_value = "false"},
};
constexpr SchemaElement simple_access[] = {
    {.name = "AllowedTopics", .value = pattern, .default_value = ".*"},
    {.name = "DeniedTopics", .value = pattern},
    {.name = "GrantedPermissions"},
};
constexpr SchemaElement multi_authenticator[] = {
    {.name = "Kerberos.Keytab", .value = secret_file},
    {.name = "Kerberos.SPN"},
    {.name = "LDAP.Username"},
    {.name = "LDAP.PasswordFile", .value = secret_file},
};
constexpr SchemaElement exec_authenticator[] = {
    {.name = "Command"},
    {.name = "UserName"},
    {.name = "MaxLength", .value = integer, .default_value = "1024"},
};
constexpr SchemaElement timestamper[] = {{.name = "Override", .value = boolean}};
constexpr SchemaElement topic_translator[] = {{.name = "Topic", .occurs = many, .required = every_variant}};

constexpr SchemaElement transport_action[] = {
    {.name = "Transport", .value = transport, .notice = "all transports where there is none"},
};
constexpr SchemaElement security_action[] = {
    {.name = "Transport", .value = transport},
    {.name = "AuthenticationId"},
};
constexpr SchemaElement downgrade_action[] = {
    {.name = "Age", .value = interval, .required = every_variant},
    {.name = "GracePeriod", .value = interval},
};
constexpr SchemaElement schedule_action[] = {
    {.name = "Every"},
    {.name = "Name"},
};
constexpr SchemaElement publish_action[] = {
    {.name = "MessageType", .value = message_type},
    {.name = "Topic"},
    {.name = "Filter"},
};
constexpr SchemaElement journal_action[] = {{.name = "Age", .value = interval}};

constexpr std::string_view security = "Manage Security";
constexpr std::string_view acknowledgment = "Manage Replication Acknowledgment";

constexpr ContentModel models[] = {
    {.name = "AMPSConfig", .manual = "AMPS Process Options", .rows = instance},
    {.name = "Tuning", .manual = "Tuning", .rows = tuning, .complete = false},
    {.name = "NUMA", .manual = "Tuning", .rows = numa, .complete = false},
    {.name = "Tuning/Replication", .manual = "Tuning", .rows = tuning_replication, .complete = false},
    {.name = "Tuning/Queue", .manual = "Tuning", .rows = tuning_queue, .complete = false},
    {.name = "Tuning/Admin", .manual = "Tuning", .rows = tuning_admin, .complete = false},
    {.name = "Statistics", .manual = "Tuning", .rows = statistics, .complete = false},
    {.name = "Indexing", .manual = "Tuning", .rows = indexing, .complete = false},
    {.name = "Externals", .manual = "Externals", .rows = externals},
    {.name = "SSL", .manual = "Externals", .rows = ssl},
    {.name = "Crypto", .manual = "Externals", .rows = crypto},
    {.name = "Curl", .manual = "Externals", .rows = curl},
    {.name = "UserDefinedFunctions", .manual = "AMPS Process Options", .rows = functions},
    {.name = "Function", .manual = "AMPS Process Options", .rows = function},
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
    {.name = "Modules", .manual = "Configuring Modules", .rows = modules},
    {.name = "Module", .manual = "Configuring Modules", .rows = module},
    {.name = "Admin", .manual = "Configuring Monitoring", .rows = admin},
    {.name = "Replication", .manual = "Configuring Outgoing Replication Destinations", .rows = replication},
    {.name = "Destination", .manual = "Configuring Outgoing Replication Destinations", .rows = destination},
    {.name = "Destination/Transport", .manual = "Configuring Outgoing Replication Destinations", .rows = destination_transport, .decided_by = "Type"},
    {.name = "Destination/Topic", .manual = "Configuring Outgoing Replication Destinations", .rows = destination_topic},
    {.name = "TransactionLog", .manual = "Configuring a Transaction Log", .rows = transaction_log, .complete = false},
    {.name = "TransactionLog/Topic", .manual = "Configuring a Transaction Log", .rows = logged_topic, .complete = false},
    {.name = "SOW", .manual = "Configuring the SOW", .rows = sow},
    {.name = "TopicMetaData", .manual = "Configuring the SOW", .rows = topic_meta_data, .complete = false},
    {.name = "SOW/Topic", .manual = "Configuring the SOW", .rows = sow_topic, .complete = false},
    {.name = "Queue", .manual = "Configuring Queues", .rows = queue, .complete = false},
    {.name = "GroupLocalQueue", .manual = "Configuring Queues", .rows = group_local_queue, .complete = false},
    {.name = "View", .manual = "Configuring Views", .rows = view, .complete = false},
    {.name = "UnderlyingTopic", .manual = "Configuring Views", .rows = underlying_topic, .complete = false},
    {.name = "Projection", .manual = "Configuring Views", .rows = projection, .complete = false},
    {.name = "Grouping", .manual = "Configuring Views", .rows = grouping, .complete = false},
    {.name = "ConflatedTopic", .manual = "Configuring Conflated Topics", .rows = conflated_topic, .complete = false},
    {.name = "Logging", .manual = "Configuring Logging", .rows = logging},
    {.name = "Target", .manual = "Configuring Logging", .rows = target, .decided_by = "Protocol", .complete = false},
    {.name = "Actions", .manual = "Configuring AMPS for Automation with Actions", .rows = actions},
    {.name = "Action", .manual = "Configuring AMPS for Automation with Actions", .rows = action},
    {.name = "Action/On", .manual = "Configuring AMPS for Automation with Actions", .rows = action_step},

    {.name = "amps-default-authentication-module", .manual = "Configuring Authentication", .rows = default_authentication},
    {.name = "amps-implicit-authentication-module", .manual = "Configuring Authentication", .rows = implicit_authentication},
    {.name = "amps-default-authenticator-module", .manual = "Providing an Identity for Outbound Connections", .rows = default_authenticator},
    {.name = "amps-topic-translator", .manual = "Transport Filters", .rows = topic_translator},
    {.name = "amps-conflated-topic-translator", .manual = "Transport Filters", .rows = topic_translator},
    {.name = "libamps_http_entitlement.so", .manual = "RESTful Authentication and Entitlements", .rows = http_entitlement},
    {.name = "libamps_multi_authentication.so", .manual = "Multimethod Authentication Module", .rows = multi_authentication},
    {.name = "libamps_oauth_authentication.so", .manual = "OAuth Authentication", .rows = oauth},
    {.name = "libamps_simple_access_entitlement.so", .manual = "Simple Access Entitlements Module", .rows = simple_access},
    {.name = "libamps_multi_authenticator.so", .manual = "Multimethod Authenticator", .rows = multi_authenticator},
    {.name = "libamps_exec_authenticator.so", .manual = "Command Execution Authenticator", .rows = exec_authenticator},
    {.name = "libamps_transport_filter_correlation_id_timestamper.so", .manual = "Transport Filters", .rows = timestamper},
    {.name = "amps-action-do-enable-transport", .manual = "Enable or Disable Transports", .rows = transport_action},
    {.name = "amps-action-do-disable-transport", .manual = "Enable or Disable Transports", .rows = transport_action},
    {.name = "amps-action-do-reset-authentication", .manual = security, .rows = security_action},
    {.name = "amps-action-do-reset-entitlement", .manual = security, .rows = security_action},
    {.name = "amps-action-do-downgrade-replication", .manual = acknowledgment, .rows = downgrade_action},
    {.name = "amps-action-do-upgrade-replication", .manual = acknowledgment, .rows = downgrade_action},
    {.name = "amps-action-on-publish-message", .manual = "Configuring AMPS for Automation with Actions", .rows = publish_action, .complete = false},
    {.name = "amps-action-on-schedule", .manual = "On a Schedule", .rows = schedule_action, .complete = false},
    {.name = "amps-action-do-remove-journal", .manual = "Manage Transaction Log Journal Files", .rows = journal_action, .complete = false},
};
// clang-format on

}  // namespace

std::span<const ContentModel> schema() { return models; }

}  // namespace ampslint
