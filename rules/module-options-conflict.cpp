#include <fmt/core.h>

#include <set>

#include "check/rule.hpp"
#include "model/instance.hpp"
#include "support/module_use.hpp"

namespace ampslint {
namespace {

constexpr std::string_view several_passwords =
    "Password PasswordFileName PasswordEnvironmentVariable";

/// Reports the second of the options that is given.
void check_passwords(const ModuleUse& use, Diagnostics& found) {
  const Element* first = nullptr;
  for (const std::string_view name : words(several_passwords)) {
    const Element* given = use.option(name);
    if (given == nullptr) continue;
    if (first == nullptr) {
      first = given;
      continue;
    }
    found.push_back({.where = given->name().where,
                     .message = fmt::format("'{}' sets a second password in addition to '{}'", name,
                                            first->name().value),
                     .notes = {{first->name().where, "the other one is here"}},
                     .severity = Severity::warning});
    return;
  }
}

void check_mechanisms(const ModuleUse& use, Diagnostics& found) {
  const auto given = [&use](std::string_view names) -> const Element* {
    for (const std::string_view name : words(names)) {
      if (const Element* option = use.option(name)) return option;
    }
    return nullptr;
  };
  const Element* kerberos = given("Kerberos.SPN Kerberos.Keytab");
  const Element* ldap = given("LDAP.Host LDAP.Port LDAP.BaseDN LDAP.ServiceAccountDN");
  if (kerberos == nullptr || ldap == nullptr) return;
  found.push_back(
      {.where = ldap->name().where,
       .message = fmt::format("'{}' has options for both Kerberos and LDAP; it accepts only one",
                              use.module.value),
       .notes = {{kerberos->name().where, "Kerberos is set up here"}}});
}

void check(const Instance& instance, Diagnostics& found) {
  std::set<Span> reported;
  for (const ModuleUse& use : module_uses(instance)) {
    Diagnostics of_use;
    if (use.identity.starts_with("amps-default-authenticator")) check_passwords(use, of_use);
    if (use.identity == "libamps_multi_authentication.so") check_mechanisms(use, of_use);
    for (Diagnostic& diagnostic : of_use) {
      // Options of a definition are reported once, however often it is used.
      if (reported.insert(diagnostic.where).second) found.push_back(std::move(diagnostic));
    }
  }
}

}  // namespace

Rule module_options_conflict() { return {Severity::error, check}; }

}  // namespace ampslint
