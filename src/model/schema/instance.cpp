#include "model/schema/sections.hpp"

namespace ampslint {
namespace instance_table {
namespace {

using enum ValueKind;
constexpr auto many = Occurs::many;
constexpr auto legacy = Standing::legacy;
constexpr auto obsolete = Standing::obsolete;

constexpr std::string_view to_file = "file gzip";  // variants of a log target, by its Protocol
constexpr std::string_view log_levels =
    "developer trace stats info warning error critical emergency none debug";

// clang-format off
constexpr SchemaElement instance[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Group", .default_from = "Name", .notice = "defaults to the Name"},
    {.name = "ProcessName"},
    {.name = "Description"},
    {.name = "Environment"},
    {.name = "SuggestedMinimumVersion", .value = version},
    {.name = "RequiredMinimumVersion", .value = version},
    {.name = "ConfigIncludeCommentDefault", .value = boolean, .default_value = "false"},
    {.name = "ConfigCycleDetectionThreshold", .value = bytes, .default_value = "5MB"},
    {.name = "ConfigValidation", .value = choice, .choices = on_off, .default_value = "enabled", .manual = "Specialized Options"},
    {.name = "RegexTopicSupport", .value = boolean, .default_value = "true", .manual = "Specialized Options"},
    {.name = "SOWStatsInterval", .value = interval, .manual = "SOW Statistics Events"},
    // The manual uses both names.
    {.name = "SOWStatisticsInterval", .value = interval, .synonym_of = "SOWStatsInterval", .since = after_5_3_0, .manual = "Specialized Options"},
    {.name = "MessageMemoryLimit", .value = memory, .notice = "defaults to 10% of the host's memory or of 'ulimit -m', whichever is lower", .manual = "Slow Client Policies"},
    {.name = "MessageDiskLimit", .value = memory, .notice = "defaults to 1GB or MessageMemoryLimit, whichever is higher", .manual = "Slow Client Policies"},
    {.name = "MessageDiskPath", .value = path, .default_value = "/var/tmp", .manual = "Slow Client Policies"},
    {.name = "ClientMessageAgeLimit", .value = interval, .manual = "Slow Client Policies"},
    {.name = "ClientMaxCapacity", .value = percentage, .default_value = "50%", .least = "1%", .default_before = "100%", .default_since = "5.3.4", .manual = "Slow Client Policies"},
    {.name = "MiniDumpDirectory", .value = path, .default_value = "/tmp", .notice = "'disabled' turns minidumps off", .manual = "Minidump Settings"},
    {.name = "MiniDumpFileMask", .value = octal, .default_value = "0640", .most = "0666", .manual = "Minidump Settings"},
    {.name = "Tuning", .value = none, .content = "Tuning", .manual = "Tuning"},
    {.name = "Externals", .value = none, .content = "Externals", .manual = "Externals"},
    {.name = "UserDefinedFunctions", .value = none, .content = "UserDefinedFunctions", .since = after_5_3_0},
    {.name = "Modules", .value = none, .content = "Modules", .manual = "Configuring Modules"},
    {.name = "MessageTypes", .value = none, .content = "MessageTypes", .manual = "Configuring Message Types"},
    {.name = "Protocols", .value = none, .content = "Protocols", .manual = "Configuring Protocols"},
    {.name = "Transports", .value = none, .content = "Transports", .manual = "Configuring Transports"},
    {.name = "Authentication", .value = none, .content = "Authentication", .manual = "Configuring Authentication"},
    {.name = "Entitlement", .value = none, .content = "Entitlement", .manual = "Configuring Entitlement"},
    {.name = "Authenticator", .value = none, .content = "Authenticator", .manual = "Providing an Identity for Outbound Connections"},
    {.name = "Admin", .value = none, .content = "Admin", .manual = "Configuring Monitoring"},
    {.name = "Logging", .value = none, .content = "Logging", .manual = "Configuring Logging"},
    {.name = "SOW", .value = none, .content = "SOW", .manual = "Configuring the SOW"},
    {.name = "TopicMetaData", .value = none, .content = "SOW", .standing = legacy, .synonym_of = "SOW", .manual = "Configuring the SOW"},
    {.name = "TransactionLog", .value = none, .content = "TransactionLog", .manual = "Configuring a Transaction Log"},
    {.name = "Replication", .value = none, .content = "Replication", .manual = "Configuring Outgoing Replication Destinations"},
    {.name = "Actions", .value = none, .content = "Actions", .manual = "Configuring AMPS for Automation with Actions"},
    // Only in a guide to a version that is not released.
    {.name = "Bootstrap", .value = none, .content = "*", .standing = Standing::undocumented},
    {.name = "ClientOffline", .standing = obsolete, .notice = "'MessageMemoryLimit' is used instead"},
    {.name = "ClientBufferThreshold", .standing = obsolete, .notice = "'ClientMaxCapacity' is used instead"},
    {.name = "ClientMaxBufferThreshold", .standing = obsolete, .notice = "'ClientMaxCapacity' is used instead"},
    {.name = "ClientOfflineThreshold", .standing = obsolete, .notice = "'MessageMemoryLimit' and 'MessageDiskLimit' are used instead"},
    {.name = "ClientOfflineDirectory", .standing = obsolete, .notice = "'MessageDiskPath' is used instead"},
    {.name = "SlowClientDisconnect", .standing = obsolete, .notice = "'MessageMemoryLimit' and 'MessageDiskLimit' are used instead"},
};
constexpr SchemaElement tuning[] = {
    {.name = "NUMA", .value = none, .content = "NUMA"},
    {.name = "Replication", .value = none, .content = "Tuning/Replication"},
    {.name = "Queue", .value = none, .content = "Tuning/Queue"},
    {.name = "Admin", .value = none, .content = "Tuning/Admin"},
};
constexpr SchemaElement numa[] = {{.name = "Enabled", .value = boolean, .default_value = "enabled"}};
constexpr SchemaElement tuning_replication[] = {{.name = "MinSyncDestinations", .value = integer, .since = after_5_3_0}};
constexpr SchemaElement tuning_queue[] = {{.name = "QueueDeliveryFlushInterval", .value = interval, .default_value = "250us", .least = "1us", .since = after_5_3_0}};
constexpr SchemaElement tuning_admin[] = {{.name = "Statistics", .value = none, .content = "Statistics"}};
constexpr SchemaElement statistics[] = {{.name = "Indexing", .value = none, .content = "Indexing"}};
constexpr SchemaElement indexing[] = {{.name = "Enabled", .value = boolean, .since = after_5_3_0, .notice = "for a statistics database in a file"}};
constexpr SchemaElement externals[] = {
    {.name = "SSL", .value = none, .content = "SSL"},
    {.name = "Crypto", .value = none, .content = "Crypto"},
    {.name = "Curl", .value = none, .content = "Curl"},
};
constexpr SchemaElement ssl[] = {{.name = "Library", .value = file, .default_value = "libopenssl.so"}};
constexpr SchemaElement crypto[] = {{.name = "Library", .value = file, .default_value = "libcrypto.so"}};
constexpr SchemaElement curl[] = {{.name = "Library", .value = file, .default_value = "libcurl.so"}};
constexpr SchemaElement functions[] = {{.name = "Function", .value = none, .content = "Function", .occurs = many}};
constexpr SchemaElement function[] = {
    {.name = "Name", .required = every_variant},
    {.name = "Module", .value = function_module, .required = every_variant},
    {.name = "Symbol", .required = every_variant},
    {.name = "ParameterCount", .value = integer},
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
    {.name = "Header", .value = header, .occurs = many, .since = after_5_3_0},
    {.name = "ExternalInetAddr", .since = after_5_3_0},
    {.name = "AccessControlAllowOrigin", .value = pattern, .since = after_5_3_0},
    {.name = "SessionOptions", .default_value = "max-age=86400; path=/; HttpOnly", .since = after_5_3_0},
    {.name = "SQLTransport", .value = transport},
    {.name = "SQLTransportInetAddr", .since = after_5_3_0, .manual = "Galvanometer"},
    {.name = "Certificate", .value = file, .notice = "with PrivateKey: HTTPS"},
    {.name = "PrivateKey", .value = secret_file, .notice = "with Certificate: HTTPS"},
    {.name = "Ciphers"},
    {.name = "Galvanometer", .value = boolean, .default_value = "enabled", .manual = "Disabling Galvanometer"},
};
constexpr SchemaElement logging[] = {{.name = "Target", .value = none, .content = "Target", .occurs = many}};
constexpr SchemaElement target[] = {
    {.name = "Protocol", .value = choice, .required = every_variant, .choices = "stdout stderr file gzip syslog"},
    {.name = "Level", .value = choice, .choices = log_levels},
    {.name = "Levels", .value = list, .choices = log_levels},
    {.name = "IncludeErrors", .value = error_codes},
    {.name = "ExcludeErrors", .value = error_codes},
    {.name = "FileName", .value = path, .allowed = to_file, .notice = "called required, but has a default"},
    {.name = "RotationThreshold", .value = log_size, .allowed = to_file},
    {.name = "Ident", .allowed = "syslog"},
    {.name = "Options", .value = list, .allowed = "syslog", .choices = "LOG_CONS LOG_NDELAY LOG_NOWAIT LOG_ODELAY LOG_PERROR LOG_PID", .manual = "Logging to Syslog"},
    {.name = "Facility", .value = choice, .allowed = "syslog", .choices = "LOG_USER LOG_LOCAL0 LOG_LOCAL1 LOG_LOCAL2 LOG_LOCAL3 LOG_LOCAL4 LOG_LOCAL5 LOG_LOCAL6 LOG_LOCAL7", .default_value = "LOG_USER", .manual = "Logging to Syslog"},
};

constexpr ContentModel instance_models[] = {
    {.name = "AMPSConfig", .manual = "AMPS Process Options", .rows = instance},
    // The manual mentions options of it without naming them.
    {.name = "Tuning", .manual = "Tuning", .rows = tuning, .complete = false},
    {.name = "NUMA", .manual = "Tuning", .rows = numa},
    {.name = "Tuning/Replication", .manual = "Tuning", .rows = tuning_replication},
    {.name = "Tuning/Queue", .manual = "Tuning", .rows = tuning_queue},
    {.name = "Tuning/Admin", .manual = "Tuning", .rows = tuning_admin},
    {.name = "Statistics", .manual = "Tuning", .rows = statistics},
    {.name = "Indexing", .manual = "Tuning", .rows = indexing},
    {.name = "Externals", .manual = "Externals", .rows = externals},
    {.name = "SSL", .manual = "Externals", .rows = ssl},
    {.name = "Crypto", .manual = "Externals", .rows = crypto},
    {.name = "Curl", .manual = "Externals", .rows = curl},
    {.name = "UserDefinedFunctions", .manual = "AMPS Process Options", .rows = functions},
    {.name = "Function", .manual = "AMPS Process Options", .rows = function},
    {.name = "Modules", .manual = "Configuring Modules", .rows = modules},
    {.name = "Module", .manual = "Configuring Modules", .rows = module},
    {.name = "Admin", .manual = "Configuring Monitoring", .rows = admin},
    {.name = "Logging", .manual = "Configuring Logging", .rows = logging},
    {.name = "Target", .manual = "Configuring Logging", .rows = target, .decided_by = "Protocol"},
};
// clang-format on

}  // namespace
}  // namespace instance_table

std::span<const ContentModel> models_of_instance() { return instance_table::instance_models; }

}  // namespace ampslint
