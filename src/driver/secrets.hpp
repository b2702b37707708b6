#pragma once

#include "check/inputs.hpp"
#include "load/variables.hpp"
#include "load/workspace/workspace.hpp"

namespace ampslint {

/// Collects what is secret in the configurations that were read, also in those that are no XML.
void collect_secrets(Inputs& inputs);
/// The same below one element: what the names of elements, attributes and variables say.
void collect_secrets(const Element& element, Inputs& inputs);
/// The values of variables that a name says to be secret.
void collect_secrets(const Workspace& workspace, Redactor& redactor);

/// The values of variables with a secret name that a configuration uses anywhere.
void collect_variables(const Variables& variables, const Document& document, Redactor& redactor);
/// Those that environment files use in the values of other variables.
void collect_references(const Variables& variables, Redactor& redactor);

/// The passwords of URIs that stand in other places than as one of the connection strings: in
/// elements, comments and settings of every file read, from the source `first` on.
void collect_uris(const StringInputs& strings, Inputs& inputs, SourceId first = 0);

}  // namespace ampslint
