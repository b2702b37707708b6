#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"
#include "support/path_fault.hpp"

namespace ampslint {
namespace {

/// JavaScript and Go speak `amps` only, and refuse the rest.
bool speaks_amps_only(ClientKind kind) {
  return kind == ClientKind::javascript || kind == ClientKind::go;
}

bool is_unknown(const ConnectionString& client, PathFault fault) {
  if (fault == PathFault::unknown_protocol) return true;
  if (!speaks_amps_only(client.kind)) return fault == PathFault::no_protocol;
  if (client.reading.error.find("amps protocol") == std::string::npos) return false;
  const std::string_view protocol = client.written.protocol;
  const bool meant = equal_ignoring_case(protocol, "amps") ||
                     equal_ignoring_case(segment_before_protocol(client.written), "amps");
  return fault == PathFault::no_protocol || fault == PathFault::embedded_amps ||
         (!meant && fault != PathFault::empty_segment && fault != PathFault::extra_segment);
}

/// The segment to blame: what the client takes for the protocol, or what ought to be `amps`.
std::string_view blamed(const ConnectionString& client, std::span<const std::string_view> amps) {
  const std::string_view read = client.reading.parts.protocol;
  if (speaks_amps_only(client.kind)) return read.empty() ? client.written.protocol : read;
  const std::string_view before = segment_before_protocol(client.written);
  return nearest(before, amps).empty() ? client.written.protocol : before;
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.written.protocol == "amps" && client.reading.accepts != false) return;
  if (!client.written.path.present()) return;  // uri-path-missing reports it
  if (!client.is_clear() || !is_unknown(client, path_fault(client.written))) return;
  constexpr std::string_view amps[] = {"amps"};
  const std::string_view protocol = blamed(client, amps);
  // A blank at the end or a fragment has a rule of its own.
  const std::string_view name = protocol.substr(0, protocol.find_last_not_of(" \t\r\n\"'") + 1);
  if (name.size() < protocol.size() || name.find('#') != std::string_view::npos) return;
  Diagnostic diagnostic{.where = client.at(name.empty() ? client.written.path : name),
                        .message = "the path has no protocol"};
  const bool java = client.kind == ClientKind::java && client.reading.accepts == false;
  const bool known = java || is_c_family(client.kind) || speaks_amps_only(client.kind);
  if (!name.empty()) {
    diagnostic.message =
        fmt::format("{} does not know protocol '{}'",
                    known ? display_name(client.kind) : "the C++ client", client.show(name));
  }
  if (client.written.prefix.empty() && std::ranges::count(default_message_types(), name) != 0) {
    diagnostic.message += fmt::format("; did you mean 'amps/{}'?", name);
    diagnostic.fix = {{{client.at(name.substr(0, 0)), "amps/"}}, false};
  } else if (!nearest(name, amps).empty()) {
    diagnostic.message += "; did you mean 'amps'?";
    diagnostic.fix = {{{client.at(name), "amps"}}, false};
  }
  if (!known) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_protocol_unknown() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
