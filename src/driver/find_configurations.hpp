#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "check/inputs.hpp"
#include "driver/lint.hpp"

namespace ampslint {

/// A configuration that was found, and what it holds where that was read on the way.
struct FoundConfiguration {
  FoundFile file;
  std::optional<FileText> text = {};
};

/// Finds the configurations that a request's paths name; what cannot be read becomes an error of
/// the inputs.
std::vector<FoundConfiguration> find_configurations(const Request& request, Inputs& inputs);

/// The entry of the same folder that was most likely meant, as a clause; or nothing.
std::string path_meant(FileReader& files, const std::string& path);

/// Below so many configurations threads cost more than they save.
inline std::size_t threads_for(std::size_t configurations, std::size_t threads) {
  constexpr std::size_t worth_threads = 16;
  return configurations < worth_threads ? 1 : threads;
}

}  // namespace ampslint
