#pragma once

#include "base/limits.hpp"
#include "load/document.hpp"

namespace ampslint {

/// What is left of a run's limits for its configurations.
struct LoadBudget {
  std::size_t bytes = limits::configurations_size;
  std::size_t markup = limits::markup;
};

/// As `load_document` does, and takes off the budget what it reads.
Result<Document> load_document(const std::string& path, const Variables& variables,
                               const std::string& amps_version, Sources& sources, Arena& arena,
                               const FileTexts& instead, LoadBudget& budget);

}  // namespace ampslint
