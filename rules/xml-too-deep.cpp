#include "check/rule.hpp"

namespace ampslint {

Rule xml_too_deep() { return {Severity::error, DefectKind::too_deep}; }

}  // namespace ampslint
