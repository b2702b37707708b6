#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_not_utf8() { return {Severity::error, DefectKind::not_utf8}; }

}  // namespace ampslint
