#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace ampslint {

/// What loading can find wrong with a file. The rule that names a kind reports it.
enum class DefectKind : std::uint8_t {
  not_well_formed,  ///< XML 1.0 forbids it
  not_utf8,
  wrong_root,
  root_case,
  too_deep,
  entity_limit,
  entity_external,  ///< an entity that lies outside the file, or holds markup: not followed
  include_missing,
  include_cycle,
  include_attribute,
  include_roots,  ///< an included file with several root elements
  include_empty,
  expanded_too_large,
  variable_undefined,
  variable_unterminated,
  comment_ready_marker,   ///< a comment quotes what the log says once AMPS is ready
  variable_reserved,      ///< `-D` or an env file sets a name that the server sets itself
  suppression_malformed,  ///< a comment that means to suppress findings cannot be read
  suppression_rule_unknown,
  suppression_reason_missing,
  suppression_expired,
  suppression_unused,
};

/// Something wrong that loading met, ready to be reported.
struct Defect {
  DefectKind kind;
  Diagnostic diagnostic;
};

using Defects = std::vector<Defect>;

}  // namespace ampslint
