#pragma once

#include <string>

#include "check/inputs.hpp"
#include "driver/lint.hpp"

namespace ampslint {

/// Reads the configurations of a request; what cannot be read becomes an error of the inputs.
void load_configurations(const Request& request, const Workspace& workspace, Inputs& inputs);

/// The entry of the same folder that was most likely meant, as a clause; or nothing.
std::string path_meant(FileReader& files, const std::string& path);

/// Marks what the schema knows, or a name says, to be secret.
void hide_secrets(const Element& element, Sources& sources);

}  // namespace ampslint
