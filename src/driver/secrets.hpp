#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "check/inputs.hpp"
#include "load/variables.hpp"
#include "load/workspace/workspace.hpp"

namespace ampslint {

/// What is secret in a configuration.
struct Secrets {
  std::vector<Span> places;
  std::vector<std::string> values;                 ///< wherever they stand
  std::vector<std::pair<Span, std::string>> made;  ///< places of texts that were put together
};

/// By the names of elements, attributes and variables; also in a configuration that is no XML.
Secrets secrets_of(const Instance& instance, const Sources& sources);
void hide(const std::vector<std::shared_ptr<const Secrets>>& secrets, Redactor& redactor);
/// Hides what is secret below one element.
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
