#include "check/rule.hpp"

namespace ampslint {

Rule ignore_rule_unknown() { return {Severity::warning, DefectKind::ignore_rule_unknown}; }

}  // namespace ampslint
