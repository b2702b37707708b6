#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (!instance.admin || instance.admin->element->incomplete) return;
  const Transport& admin = *instance.admin;
  const bool has_certificate{admin.certificate()};
  if (has_certificate == bool{admin.private_key()}) return;
  const Text& given = has_certificate ? admin.certificate() : admin.private_key();
  found.push_back({.where = given.where,
                   .message = fmt::format("the Admin interface has a '{}' but no '{}': HTTPS needs "
                                          "both",
                                          has_certificate ? "Certificate" : "PrivateKey",
                                          has_certificate ? "PrivateKey" : "Certificate")});
}

}  // namespace

Rule admin_tls_half_configured() { return {Severity::error, check}; }

}  // namespace ampslint
