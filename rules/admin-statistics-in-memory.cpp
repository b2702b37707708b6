#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  if (admin == nullptr) return;
  const Element* file = child_of(admin->element, "FileName");
  if (file != nullptr && file->text().value != ":memory:") return;
  found.push_back(
      {.where = file == nullptr ? admin->element->name().where : file->text().where,
       .message = "statistics are kept in memory and are lost when the instance stops"});
}

}  // namespace

Rule admin_statistics_in_memory() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
