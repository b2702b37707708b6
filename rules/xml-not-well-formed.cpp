#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_not_well_formed() { return {Severity::error, DefectKind::not_well_formed}; }

}  // namespace ampslint
