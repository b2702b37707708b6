#pragma once

#include <array>
#include <string>
#include <string_view>

#include "model/observation.hpp"

namespace ampslint {

/// What is asked for below `/amps/instance`, in this order: all of them can only be read.
inline constexpr std::array<std::string_view, 5> admin_resources{
    "version.json", "name.json", "transports.json", "replication.json", "config.xml"};

/// Takes what a resource told into `seen`; what cannot be understood is left out.
void understand(std::string_view resource, std::string body, AdminSeen& seen);

}  // namespace ampslint
