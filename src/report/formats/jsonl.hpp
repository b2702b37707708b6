#pragma once

#include <cstddef>
#include <ostream>

#include "check/result.hpp"

namespace ampslint {

/// Writes the diagnostics and connections of a part of a run; its lines stand one behind the other
/// with those of other parts.
void write_jsonl(const LintResult& part, std::size_t threads, std::ostream& out);

/// Writes the last line of a run.
void write_jsonl_summary(const Summary& summary, std::ostream& out);

}  // namespace ampslint
