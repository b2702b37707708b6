#include "model/schema/sections.hpp"

namespace ampslint {
namespace module_table {
namespace {

using enum ValueKind;
constexpr auto many = Occurs::many;
constexpr auto undocumented = Standing::undocumented;

// clang-format off
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
    // The name that the library itself has.
    {.name = "ConnectTimeout", .standing = undocumented, .synonym_of = "ConnectionTimeout"},
    {.name = "RequestTimeout", .default_value = "5000"},
    {.name = "RetryCount", .value = integer, .default_value = "0"},
    {.name = "HTTPHeader", .value = header, .occurs = many},
    {.name = "EntitlementTimeout"},
    {.name = "ReuseConnections", .value = boolean, .default_value = "disabled"},
    {.name = "ServerAcceptsEmptyAuthId", .value = boolean, .default_value = "false"},
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
    {.name = "GrantedPermissions", .value = list, .choices = "read write"},
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
constexpr SchemaElement chaining[] = {
    {.name = "Key", .value = identifier, .occurs = many, .in_order = true},
    {.name = "Primary", .value = identifier},
    {.name = "Secondary", .value = identifier, .occurs = many},
    {.name = "FileName", .value = path},
    {.name = "Validation", .value = boolean, .default_value = "false"},
};
constexpr SchemaElement experimental[] = {{.name = "Lookup", .value = lookup, .occurs = many}};

constexpr ContentModel module_models[] = {
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
    {.name = "libamps_id_chaining_key_generator.so", .manual = "Chaining Key Generator", .rows = chaining},
    {.name = "libamps_udf_experimental.so", .manual = "Special-Purpose Functions", .rows = experimental},
    {.name = "libamps_udf_legacy_compatibility.so", .manual = "Legacy Messaging Functions", .rows = {}},
};
// clang-format on

}  // namespace
}  // namespace module_table

std::span<const ContentModel> models_of_modules() { return module_table::module_models; }

}  // namespace ampslint
