#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_variable_unterminated() { return {Severity::warning, DefectKind::variable_unterminated}; }

}  // namespace ampslint
