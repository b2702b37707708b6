#include "check/rule.hpp"

namespace ampslint {

Rule xml_root_unknown() { return {Severity::error, DefectKind::wrong_root}; }

}  // namespace ampslint
