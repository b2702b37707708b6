#include "check/rule.hpp"

namespace ampslint {

Rule ignore_malformed() { return {Severity::warning, DefectKind::ignore_malformed}; }

}  // namespace ampslint
