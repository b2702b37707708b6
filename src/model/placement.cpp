#include "model/placement.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "base/ascii.hpp"
#include "model/address.hpp"

namespace ampslint {

std::string host_key(std::string_view host) {
  const std::optional<IpAddress> ip = parse_ip(host);
  if (!ip || !ip->v6) return to_lower(host);
  return fmt::format("{:02x}", fmt::join(ip->bytes, ""));
}

}  // namespace ampslint
