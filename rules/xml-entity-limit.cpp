#include "check/rule.hpp"

namespace ampslint {

Rule xml_entity_limit() { return {Severity::error, DefectKind::entity_limit}; }

}  // namespace ampslint
