#pragma once

#include "base/source.hpp"
#include "load/document.hpp"

namespace ampslint {

/// Adds to the number of every source that the document speaks of: its sources are now part of
/// others (`Sources::append`).
void renumber(Document& document, SourceId by);

}  // namespace ampslint
