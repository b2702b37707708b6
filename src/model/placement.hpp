#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// A port of a container and the one by which it is reached from outside.
struct PortMapping {
  std::uint16_t outside = 0;
  std::uint16_t inside = 0;

  bool operator==(const PortMapping&) const = default;
};

/// Where an instance runs, as far as a workspace file says.
struct Placement {
  std::vector<std::string> hosts = {};  ///< names and addresses of its host; empty: not known
  std::vector<std::string> container_names = {};  ///< for other containers, at the ports inside
  std::string machine = {};                       ///< empty: not known
  std::vector<PortMapping> ports = {};            ///< empty: those of its configuration

  bool operator==(const Placement&) const = default;
};

/// A host as hosts are compared: in lower case, an IP address in one spelling.
std::string host_key(std::string_view host);

}  // namespace ampslint
