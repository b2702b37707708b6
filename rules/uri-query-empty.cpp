#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.parts();
  if (!parts.query.present() || !parts.query.empty() || !is_c_family(client.kind)) return;
  const bool refused =
      client.reading.accepts == false && parts.protocol.present() && !parts.message_type.present();
  const auto behind = static_cast<std::size_t>(parts.query.data() - client.text.data());
  const Span mark = client.at(behind - 1, 1);
  Diagnostic diagnostic{
      .where = mark, .message = "nothing follows the '?'", .fix = {{{{mark, ""}}, true}}};
  if (refused) {
    diagnostic.message = "nothing follows the '?', which needs a message type before it";
    diagnostic.severity = Severity::error;
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_query_empty() { return {.severity = Severity::note, .check = check, .fixable = true}; }

}  // namespace ampslint
