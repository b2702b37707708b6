#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/result.hpp"
#include "model/observation.hpp"
#include "probe/probe.hpp"

namespace ampslint {

/// What is asked for below `/amps/instance`, in this order: all of them can only be read.
inline constexpr std::array<std::string_view, 5> admin_resources{
    "version.json", "name.json", "transports.json", "replication.json", "config.xml"};

/// Takes what a resource answered into `seen`; what cannot be understood is left out.
void understand(std::string_view resource, std::string body, AdminSeen& seen);

/// The Admin interface of an instance.
struct AdminTarget {
  std::string host;
  std::uint16_t port = 0;
  bool tls = false;

  std::string url() const;
};

/// Reads what Admin interfaces answer, in their order: only resources that cannot change anything.
/// An error where the options cannot be used.
Result<std::vector<AdminSeen>> inspect_all(const std::vector<AdminTarget>& endpoints,
                                           const ProbeOptions& options);

}  // namespace ampslint
