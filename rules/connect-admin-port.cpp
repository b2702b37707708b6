#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  const Transport* admin = match.transport;
  if (admin == nullptr || !admin->is_admin || match.fit == AddressFit::elsewhere) return;
  const ConnectionString& client = match.client;
  Diagnostic diagnostic{
      .where = client.at(client.parts().port),
      .message = fmt::format("port {} belongs to the Admin interface, which accepts no clients",
                             admin->address->port),
      .notes = {{admin->inet_addr().where, "the Admin interface listens here"}}};
  name_alternative(match, diagnostic);
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_admin_port() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
