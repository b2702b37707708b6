#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_include_empty() { return {Severity::error, DefectKind::include_empty}; }

}  // namespace ampslint
