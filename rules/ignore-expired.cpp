#include "check/rule.hpp"

namespace ampslint {

Rule ignore_expired() { return {Severity::warning, DefectKind::ignore_expired}; }

}  // namespace ampslint
