#include "check/rule.hpp"

namespace ampslint {

Rule xml_expanded_too_large() { return {Severity::error, DefectKind::expanded_too_large}; }

}  // namespace ampslint
