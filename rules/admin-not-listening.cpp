#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  if (instance.incomplete) return;
  const Element* admin = child_of(&instance.root(), "Admin");
  if (admin == nullptr) {
    found.push_back({.where = instance.root().name().where,
                     .message = "no 'Admin': the running instance cannot be monitored"});
  } else if (child_of(admin, "InetAddr") == nullptr) {
    found.push_back(
        {.where = admin->name().where,
         .message = "'Admin' has no 'InetAddr': statistics are collected but cannot be read"});
  }
}

}  // namespace

Rule admin_not_listening() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
