#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_root_unknown() { return {Severity::error, DefectKind::wrong_root}; }

}  // namespace ampslint
