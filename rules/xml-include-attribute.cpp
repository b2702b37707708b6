#include "check/rule.hpp"

namespace ampslint {

Rule xml_include_attribute() { return {Severity::warning, DefectKind::include_attribute}; }

}  // namespace ampslint
