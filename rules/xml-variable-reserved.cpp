#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_variable_reserved() { return {Severity::warning, DefectKind::variable_reserved}; }

}  // namespace ampslint
