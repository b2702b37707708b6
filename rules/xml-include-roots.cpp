#include "check/rule.hpp"

namespace ampslint {

Rule xml_include_roots() { return {Severity::note, DefectKind::include_roots}; }

}  // namespace ampslint
