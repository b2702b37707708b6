#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_expanded_too_large() { return {Severity::error, DefectKind::expanded_too_large}; }

}  // namespace ampslint
