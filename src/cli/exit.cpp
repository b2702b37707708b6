#include "cli/exit.hpp"

#include <iostream>

namespace ampslint {

int fail(const Error& error) {
  write_message("ampslint: " + error.what, std::cerr);
  if (!error.help.empty()) write_message(error.help, std::cerr);
  return not_done;
}

int done(const Result<void>& result) { return result ? fine : fail(result.error()); }

int print_errors(const LintResult& result) {
  for (const std::string& notice : result.notices) write_message("ampslint: " + notice, std::cerr);
  for (const InputError& error : result.errors) {
    write_message("ampslint: " + error.message, std::cerr);
  }
  return result.errors.empty() ? fine : not_done;
}

}  // namespace ampslint
