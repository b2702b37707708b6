#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_include_missing() { return {Severity::error, DefectKind::include_missing}; }

}  // namespace ampslint
