#include <fmt/core.h>

#include "check/match/alternatives.hpp"
#include "check/match/match.hpp"
#include "check/rule.hpp"

namespace ampslint {
namespace {

void check(const Match& match, Diagnostics& found) {
  if (match.fit != AddressFit::fits || !match.transport->is_replication()) return;
  const Transport& transport = *match.transport;
  const ConnectionString& client = match.client;
  Diagnostic diagnostic{
      .where = client.at(client.parts().port),
      .message = fmt::format("{} is for replication and accepts no clients", transport.label()),
      .notes = {{transport.type_text().where, "the type is set here"}}};
  name_alternative(match, diagnostic);
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule connect_replication_transport() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
