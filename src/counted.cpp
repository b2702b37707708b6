#include "counted.hpp"

#include <fmt/core.h>

namespace ampslint {

std::string counted(std::size_t number, std::string_view one) {
  return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

}  // namespace ampslint
