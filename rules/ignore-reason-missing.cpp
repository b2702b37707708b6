#include "check/rule.hpp"

namespace ampslint {

Rule ignore_reason_missing() { return {Severity::warning, DefectKind::ignore_reason_missing}; }

}  // namespace ampslint
