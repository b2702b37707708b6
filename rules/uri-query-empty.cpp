#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.parts();
  if (!parts.query.present() || !parts.query.empty() || !is_c_family(client.kind)) return;
  const bool refused =
      client.reading.accepts == false && parts.protocol.present() && !parts.message_type.present();
  if (!refused) return;
  const auto behind = static_cast<std::size_t>(parts.query.data() - client.text.data());
  const Span mark = client.at(behind - 1, 1);
  found.push_back({.where = mark,
                   .message = "nothing follows the '?', which needs a message type before it",
                   .fix = {{{{mark, ""}}, true}}});
}

}  // namespace

Rule uri_query_empty() { return {.severity = Severity::error, .check = check, .fixable = true}; }

}  // namespace ampslint
