#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule ignore_malformed() { return {Severity::warning, DefectKind::suppression_malformed}; }

}  // namespace ampslint
