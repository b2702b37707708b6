#pragma once

#include <string_view>
#include <vector>

#include "load/xml.hpp"
#include "source.hpp"

namespace ampslint {

/// The extents of the elements that a path below the root names: `Transports/Transport/InetAddr`,
/// or by the `Name` of one, `Transports/Transport[any-tcp]/InetAddr`.
std::vector<Span> places_of(const Element& root, std::string_view path);

}  // namespace ampslint
