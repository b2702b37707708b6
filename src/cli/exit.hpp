#pragma once

#include "ampslint/ampslint.hpp"

namespace ampslint {

inline constexpr int fine = 0;
inline constexpr int found_something = 1;
inline constexpr int not_done = 2;
inline constexpr int of_nagios = 200;    // and one of its own statuses
inline constexpr int interrupted = 130;  // as shells report a program that Ctrl-C ended

/// Prints an error; the exit status that goes with it.
int fail(const Error& error);
/// The same where there is one.
int done(const Result<void>& result);
/// Prints notices and errors; the exit status where a file could not be read.
int print_errors(const LintResult& result);

}  // namespace ampslint
