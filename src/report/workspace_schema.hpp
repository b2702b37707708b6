#pragma once

#include <iosfwd>

namespace ampslint {

/// The JSON Schema of the workspace file, for editors.
void write_workspace_schema(std::ostream& out);

}  // namespace ampslint
