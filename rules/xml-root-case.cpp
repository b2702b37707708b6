#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_root_case() {
  return {.severity = Severity::warning, .check = DefectKind::root_case, .fixable = true};
}

}  // namespace ampslint
