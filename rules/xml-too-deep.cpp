#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_too_deep() { return {Severity::error, DefectKind::too_deep}; }

}  // namespace ampslint
