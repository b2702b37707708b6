#pragma once

#include <iosfwd>

#include "ampslint/ampslint.hpp"

namespace ampslint::lsp {

/// Speaks the Language Server Protocol until the editor says `exit`, or its stream ends. Returns
/// the exit status: 0 after a `shutdown`.
int serve(const LintOptions& options, std::istream& in, std::ostream& out);

}  // namespace ampslint::lsp
