#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Text external = text_of(child_of(&instance.root(), "Admin"), "ExternalInetAddr");
  if (!is_known(external) || external.value.empty()) return;
  AddressFault fault;
  const auto address = parse_address(external.value, fault);
  std::string_view what = "is not a 'host:port' that others can connect to";
  if (address && address->ip && address->ip->is_wildcard()) {
    what = "is an address to listen on, not one to connect to";
  } else if (address && !address->is_bare()) {
    return;
  }
  found.push_back(
      {.where = external.where, .message = fmt::format("'{}' {}", external.value, what)});
}

}  // namespace

Rule admin_external_malformed() { return {Severity::warning, check}; }

}  // namespace ampslint
