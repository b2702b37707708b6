#include "check/rule.hpp"

namespace ampslint {

Rule xml_variable_undefined() { return {Severity::warning, DefectKind::variable_undefined}; }

}  // namespace ampslint
