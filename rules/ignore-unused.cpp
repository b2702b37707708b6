#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule suppression_unused() { return {Severity::warning, DefectKind::suppression_unused}; }

}  // namespace ampslint
