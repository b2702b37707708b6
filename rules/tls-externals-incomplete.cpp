#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Element* externals = child_of(&instance.root(), "Externals");
  if (externals == nullptr || externals->incomplete) return;
  const Element* ssl = child_of(externals, "SSL");
  const Element* crypto = child_of(externals, "Crypto");
  if ((ssl == nullptr) == (crypto == nullptr)) return;
  const bool only_ssl = ssl != nullptr;
  found.push_back(
      {.where = (only_ssl ? ssl : crypto)->name().where,
       .message = fmt::format("'{}' without '{}': the two libraries of OpenSSL belong "
                              "together",
                              only_ssl ? "SSL" : "Crypto", only_ssl ? "Crypto" : "SSL")});
}

}  // namespace

Rule tls_externals_incomplete() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
