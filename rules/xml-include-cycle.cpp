#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_include_cycle() { return {Severity::error, DefectKind::include_cycle}; }

}  // namespace ampslint
