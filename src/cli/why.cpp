#include "cli/why.hpp"

#include <iostream>

#include "ampslint/ampslint.hpp"

namespace ampslint {

Result<void> print_why(const Options& options, const Linter& linter) {
  const Result<Why> why = linter.why(options.asked, options.inputs);
  if (!why) return tl::unexpected(why.error());
  for (const std::string& notice : why->notices) write_message("ampslint: " + notice, std::cerr);
  write_why(*why, options.json, {.color = options.color}, std::cout);
  return {};
}

}  // namespace ampslint
