#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ampslint {

inline constexpr std::string_view from_amps = "AMPS";
/// More than any call has.
inline constexpr std::size_t any_number = 1000;

/// A built-in function, and how many arguments it takes.
struct ExpressionFunction {
  std::string_view name;
  std::size_t least;
  std::size_t most;
  bool aggregate = false;
  std::string_view library = from_amps;
};

/// By its name, in any case; null for one that AMPS does not have or ship.
const ExpressionFunction* find_function(std::string_view name);

/// The library that brings a function; `from_amps` for one that AMPS has, and empty for an unknown
/// one. Case does not count.
std::string_view library_of_function(std::string_view name);

/// The functions that AMPS has.
std::vector<std::string_view> built_in_functions();

}  // namespace ampslint
