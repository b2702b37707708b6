#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule suppression_malformed() { return {Severity::warning, DefectKind::suppression_malformed}; }

}  // namespace ampslint
