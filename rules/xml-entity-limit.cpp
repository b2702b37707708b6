#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_entity_limit() { return {Severity::error, DefectKind::entity_limit}; }

}  // namespace ampslint
