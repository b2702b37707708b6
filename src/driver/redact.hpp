#pragma once

#include <string>

#include "check/result.hpp"
#include "check/run.hpp"

namespace ampslint {

/// What is told of a mistake, without the passwords of URIs in it: people give a connection string
/// where a file is expected.
std::string redacted(const std::string& words);

/// Hides the passwords of URIs that stand in other places than as one of the connection strings: in
/// elements, comments and settings of every file read.
void hide_uris(const StringInputs& strings, Sources& sources);

/// Hides what seems to be the text of a secret element in a configuration that is no XML. To be
/// called before other files than configurations are read.
void hide_in_broken_files(LintResult& result);

/// Takes from diagnostics' words what `hide_uris` has hidden at their places.
void hide_quoted(LintResult& result);

}  // namespace ampslint
