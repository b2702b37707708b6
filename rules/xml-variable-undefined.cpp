#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_variable_undefined() { return {Severity::warning, DefectKind::variable_undefined}; }

}  // namespace ampslint
