#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ampslint {

/// "1 error", "2 errors".
std::string counted(std::size_t number, std::string_view one);

}  // namespace ampslint
