#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "cli/describe/interface.hpp"

namespace ampslint {

/// The shells that there are scripts for.
std::vector<std::string> shell_names();

/// The script for one of them.
void write_completion(const Interface& tool, std::string_view shell, std::ostream& out);

/// Scripts that complete command lines in these shells.
void write_bash_completion(const Interface& tool, std::ostream& out);
void write_zsh_completion(const Interface& tool, std::ostream& out);
void write_fish_completion(const Interface& tool, std::ostream& out);

/// The manual page, in the man macros of roff.
void write_manual(const Interface& tool, std::ostream& out);

}  // namespace ampslint
