#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"
#include "support/admin.hpp"

namespace ampslint {
namespace {

void check(const Instance& instance, Diagnostics& found) {
  const Transport* admin = admin_of(instance);
  const Transport* transport = sql_transport(instance);
  if (admin == nullptr || transport == nullptr || !transport->is_websocket()) return;
  if (without_galvanometer(*admin)) return;
  const auto report = [&](std::string_view what, Note note) {
    found.push_back({.where = admin->child_text("SQLTransport").where,
                     .message = fmt::format("{} {}", transport->label(), what),
                     .notes = {std::move(note)}});
  };
  if (transport->verifies_clients) {
    report("asks every browser that opens the query page for a certificate",
           {transport->verify_client().where, "clients are verified here"});
  }
  if (is_known(transport->message_type())) {
    report(fmt::format("gives the query page only topics of type '{}'",
                       transport->message_type().value),
           {transport->message_type().where, "the type is set here"});
  }
}

}  // namespace

Rule admin_sql_transport_restricted() {
  return {.severity = Severity::note, .check = check, .preset = Preset::pedantic};
}

}  // namespace ampslint
