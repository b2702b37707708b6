#include "check/rule.hpp"

namespace ampslint {

Rule xml_include_cycle() { return {Severity::error, DefectKind::include_cycle}; }

}  // namespace ampslint
