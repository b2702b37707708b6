#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule ignore_rule_unknown() { return {Severity::warning, DefectKind::suppression_rule_unknown}; }

}  // namespace ampslint
