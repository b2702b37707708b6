#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule ignore_reason_missing() { return {Severity::warning, DefectKind::suppression_reason_missing}; }

}  // namespace ampslint
