#pragma once

#include <string>
#include <string_view>

#include "model/connection_string.hpp"

namespace ampslint {

/// Splits a string as `java.net.URI` of Java 17 does; the first problem ends it. What its
/// exception says, or empty.
std::string read_java_uri(std::string_view text, Parts& parts);

}  // namespace ampslint
