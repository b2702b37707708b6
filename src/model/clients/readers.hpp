#pragma once

#include <string_view>

#include "model/connection_string.hpp"
#include "model/version.hpp"

namespace ampslint {

/// Finds `prefix` and `protocol` in `parts.path` as the C library does: from the end.
void split_path_as_c(Parts& parts);

/// The reader of the C library, which the C++ and Python clients share (observed with those of
/// 5.3.4.0 to 5.3.5.14).
Reading read_c(std::string_view text, const Version& version);

/// The JavaScript client: a loose splitter, then `…/amps/MESSAGE_TYPE` at the end of the path
/// (facts 1.4).
Reading read_javascript(std::string_view text);

/// The third-party Go client: `net/url` as of Go 1.19, then the path, then the options (facts 1.5
/// and 2).
Reading read_go(std::string_view text);

/// The Java client: `java.net.URI`, then `…/amps/MESSAGE_TYPE` at the end of its path, then the
/// options in the order of a hash table (observed with 5.3.5.3 on Java 17; 5.3.4.0 does not know
/// `compression`, 5.3.0 takes no prefix).
Reading read_java(std::string_view text, const Version& version);

}  // namespace ampslint
