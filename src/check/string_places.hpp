#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "check/result.hpp"

namespace ampslint {

/// Finds the connection string that a place is part of.
class StringPlaces {
 public:
  explicit StringPlaces(const LintResult& result);

  /// The index of the connection; nothing where the place is in no string.
  std::optional<std::size_t> around(Span where) const;

 private:
  const LintResult& result_;
  std::vector<std::size_t> order_;  ///< of the connections, by place
};

}  // namespace ampslint
