#pragma once

#include <string>

#include "check/result.hpp"
#include "check/run.hpp"

namespace ampslint {

/// A message without the passwords of URIs in it: people give a connection string
/// where a file is expected.
std::string redacted(const std::string& words);

/// Hides the passwords of URIs that stand in other places than as one of the connection strings: in
/// elements, comments and settings of every file read, from the source `first` on.
void hide_uris(const StringInputs& strings, Sources& sources, SourceId first = 0);

/// Hides what seems to be the text of a secret element in a configuration that is no XML. To be
/// called before other files than configurations are read.
void hide_in_broken_files(Inputs& inputs);

/// Takes the passwords of URIs from errors and notices, and from diagnostics' words what
/// `hide_uris` has hidden at their places.
void redact(LintResult& result);

}  // namespace ampslint
