#include <fmt/core.h>

#include <optional>
#include <string>

#include "check/rule.hpp"
#include "host/path_status.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

/// The headers of an encrypted key in PEM, of PKCS#8 and of OpenSSL's older form.
bool is_encrypted(std::string_view pem) {
  return pem.find("BEGIN ENCRYPTED PRIVATE KEY") != pem.npos ||
         pem.find("Proc-Type: 4,ENCRYPTED") != pem.npos;
}

void check(const SchemaNode& node, Diagnostics& found) {
  constexpr std::size_t enough = 65'536;
  const bool is_key =
      node.schema != nullptr && (node.schema->name == "PrivateKey" || node.schema->name == "Key");
  if (!is_key || node.schema->value != ValueKind::secret_file || !node.applies()) return;
  const Text path = node.element->text();
  if (!has_known_place(path)) return;
  const std::optional<std::string> pem = beginning_of(path.value, enough);
  if (!pem || !is_encrypted(*pem)) return;
  found.push_back({.where = path.where,
                   .message = fmt::format("key '{}' is encrypted, and AMPS has no option for its "
                                          "passphrase",
                                          path.value)});
}

}  // namespace

Rule host_key_encrypted() { return {Severity::warning, check}; }

}  // namespace ampslint
