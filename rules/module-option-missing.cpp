#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/instance.hpp"
#include "model/modules.hpp"
#include "support/module_use.hpp"

namespace ampslint {
namespace {

/// What a module of AMPS cannot do without, once one of the options `because` is given.
struct Need {
  std::string_view library;
  std::string_view one_of;
  std::string_view because = {};        ///< empty: always
  ValueKind purpose = ValueKind::none;  ///< none: for any
  std::optional<Severity> severity = {};
};

constexpr std::string_view ldap =
    "LDAP.Port LDAP.ProtocolVersion LDAP.BaseDN LDAP.ServiceAccountDN "
    "LDAP.ServiceAccountPasswordFile";
constexpr Need needs[] = {
    {"libamps_http_entitlement.so", "ResourceURI", {}, ValueKind::authentication_module},
    {"libamps_http_entitlement.so",
     "ResourceURI CredentialStore",
     {},
     ValueKind::entitlement_module},
    {"libamps_oauth_authentication.so", "TokenEndpoint"},
    {"libamps_oauth_authentication.so", "RedirectURI"},
    {"libamps_oauth_authentication.so", "ClientID"},
    {"libamps_oauth_authentication.so", "ClientSecret"},
    {"libamps_exec_authenticator.so", "Command"},
    {"libamps_exec_authenticator.so", "UserName"},
    {"libamps_simple_access_entitlement.so", "AllowedTopics DeniedTopics"},
    {"libamps_multi_authentication.so", "Kerberos.SPN", "Kerberos.Keytab"},
    {"libamps_multi_authentication.so", "Kerberos.Keytab", "Kerberos.SPN"},
    {"libamps_multi_authentication.so", "LDAP.Host", ldap},
    {"libamps_multi_authentication.so", "Kerberos.SPN LDAP.Host"},
    {"libamps_multi_authenticator.so", "Kerberos.SPN", "Kerberos.Keytab"},
    {"libamps_multi_authenticator.so", "Kerberos.Keytab", "Kerberos.SPN"},
    {"libamps_multi_authenticator.so", "LDAP.Username", "LDAP.PasswordFile"},
    {"libamps_multi_authenticator.so", "Kerberos.SPN LDAP.Username"},
    {"libamps_id_chaining_key_generator.so", "Key Primary", "Secondary FileName Validation"},
    {"libamps_id_chaining_key_generator.so", "Secondary Key", "Primary"},
    {"amps-action-do-execute-event", "Event EventVariable"},
    // Called required; public configurations do without.
    {"amps-action-do-extract-values", "Value", {}, ValueKind::none, Severity::warning},
    {"amps-action-do-extract-values", "Data", {}, ValueKind::none, Severity::warning},
    {"amps-action-do-delete-sow", "Filter", {}, ValueKind::none, Severity::warning},
};

const Element* first_of(const ModuleUse& use, std::string_view options) {
  for (const std::string_view name : words(options)) {
    if (const Element* given = use.option(name)) return given;
  }
  return nullptr;
}

/// element-unknown reports the slip that is to blame.
bool is_misspelt(const ModuleUse& use, const Need& need) {
  const std::vector<std::string_view> wanted = words(need.one_of);
  const ContentModel& model = *content_model(need.library);
  const auto meant = [&](const Element& child) {
    return schema_element(model, child.name().value) == nullptr &&
           !nearest(child.name().value, wanted).empty();
  };
  return std::ranges::any_of(
      std::initializer_list{use.own_options(), use.shared_options()},
      [&](const Element* at) { return at && std::ranges::any_of(at->children(), meant); });
}

Diagnostic missing_option(const ModuleUse& use, const Need& need, const Element* because) {
  const std::vector<std::string_view> wanted = words(need.one_of);
  const std::string options = fmt::format("'{}'", fmt::join(wanted, "', '"));
  if (because != nullptr) {
    return {.where = because->name().where,
            .message = fmt::format("'{}' needs {}", because->name().value, options)};
  }
  Diagnostic diagnostic{
      .where = use.module.where,
      .message = fmt::format("'{}' needs {} {}", use.module.value,
                             wanted.size() > 1 ? "one of the options" : "the option", options),
      .severity = need.severity};
  if (use.definition != nullptr) {
    diagnostic.notes = {{use.definition->name().where, "the module is defined here"}};
  }
  return diagnostic;
}

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  // Once for a definition or an option, however often the module is used.
  std::set<std::pair<const Element*, std::string_view>> reported;
  for (const ModuleUse& use : module_uses(instance)) {
    const std::vector<ValueKind> purposes = use.definition == nullptr
                                                ? purposes_of_built_in(use.identity)
                                                : purposes_of_library(use.identity);
    if (std::ranges::count(purposes, use.purpose) == 0) continue;
    bool explained = false;
    for (const Need& need : needs) {
      if (need.library != use.identity || first_of(use, need.one_of) != nullptr) continue;
      if (need.purpose != ValueKind::none && need.purpose != use.purpose) continue;
      const Element* because = first_of(use, need.because);
      if (because == nullptr && (!need.because.empty() || explained)) continue;
      explained |= because != nullptr;
      const Element* place = use.definition != nullptr ? use.definition->element : use.block;
      const Element* cause = because != nullptr ? because : place;
      const bool first = reported.emplace(cause, words(need.one_of).front()).second;
      if (first && !is_misspelt(use, need)) found.push_back(missing_option(use, need, because));
    }
  }
}

}  // namespace

Rule module_option_missing() { return {Severity::error, check}; }

}  // namespace ampslint
