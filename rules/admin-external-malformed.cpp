#include <fmt/core.h>

#include "base/suggest.hpp"
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
  std::string_view what = "is no 'host:port' that others could go to";
  if (address && address->ip && address->ip->is_wildcard()) {
    what = "is for listening, and no address to go to";
  } else if (address && !address->is_bare()) {
    return;
  }
  found.push_back({.where = external.where,
                   .message = fmt::format("'{}' {}", printable(external.value), what)});
}

}  // namespace

Rule admin_external_malformed() { return {Severity::warning, check}; }

}  // namespace ampslint
