#include "check/rule.hpp"
#include "load/defect.hpp"

namespace ampslint {

Rule xml_comment_ready_marker() {
  return {.severity = Severity::note,
          .check = DefectKind::comment_ready_marker,
          .preset = Preset::pedantic};
}

}  // namespace ampslint
