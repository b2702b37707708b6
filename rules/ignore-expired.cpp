#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule ignore_expired() { return {Severity::warning, DefectKind::suppression_expired}; }

}  // namespace ampslint
