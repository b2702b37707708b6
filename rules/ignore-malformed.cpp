#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule ignore_malformed() { return {Severity::warning, DefectKind::ignore_malformed}; }

}  // namespace ampslint
