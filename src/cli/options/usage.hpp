#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// A mistake on the command line.
struct UsageError {
  std::string what;
};

/// Throws that a word is no `what`, with the nearest that is one, unless it is known.
void check_known(std::string_view what, const std::string& word,
                 const std::vector<std::string>& known);

/// Whether the command line has an option; among those given, which are few: CLI11's own `count`
/// goes through all.
bool was_given(const CLI::App& command, const char* option);

}  // namespace ampslint
