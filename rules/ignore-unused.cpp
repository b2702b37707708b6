#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule ignore_unused() { return {Severity::warning, DefectKind::suppression_unused}; }

}  // namespace ampslint
