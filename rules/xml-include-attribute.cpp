#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_include_attribute() { return {Severity::warning, DefectKind::include_attribute}; }

}  // namespace ampslint
