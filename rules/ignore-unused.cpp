#include "check/rule.hpp"

namespace ampslint {

Rule ignore_unused() { return {Severity::warning, DefectKind::ignore_unused}; }

}  // namespace ampslint
