#pragma once

#include <string>
#include <string_view>

namespace ampslint {

// What XML 1.0 has no place for becomes U+FFFD.

std::string xml_text(std::string_view text);
/// Also safe from the blanks that a reader would put in the place of tabs and line ends.
std::string xml_attribute(std::string_view text);

}  // namespace ampslint
