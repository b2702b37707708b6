#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_entity_external() { return {Severity::warning, DefectKind::entity_external}; }

}  // namespace ampslint
