#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_include_roots() { return {Severity::note, DefectKind::include_roots}; }

}  // namespace ampslint
