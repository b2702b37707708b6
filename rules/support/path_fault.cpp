#include "support/path_fault.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "model/protocol.hpp"

namespace ampslint {
namespace {

bool is_amps(std::string_view segment) { return equal_ignoring_case(segment, "amps"); }

/// A segment of the prefix before its last one is `amps`: the message type follows it.
bool holds_amps(std::string_view prefix) {
  while (!prefix.empty()) {
    const std::size_t end = std::min(prefix.find('/'), prefix.size());
    if (is_amps(prefix.substr(0, end))) return true;
    prefix.remove_prefix(std::min(end + 1, prefix.size()));
  }
  return false;
}

}  // namespace

std::string_view segment_before_protocol(const Parts& written) {
  std::string_view prefix = written.prefix;
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  return prefix.substr(prefix.rfind('/') + 1);
}

bool is_legacy_protocol(std::string_view protocol) {
  return protocol != "amps" && std::ranges::count(string_protocols(), protocol) != 0;
}

PathFault path_fault(const Parts& written) {
  const std::string_view path = written.path;
  const std::string_view protocol = written.protocol;
  if (!written.path.present()) return PathFault::none;
  if (path.find_first_not_of('/') == std::string_view::npos) return PathFault::no_protocol;
  if (path.find("//") != std::string_view::npos) return PathFault::empty_segment;
  if (protocol == "amps") {
    const bool whole = protocol.data()[-1] == '/';  // a path begins with one
    return whole ? PathFault::none : PathFault::embedded_amps;
  }
  if (is_amps(segment_before_protocol(written))) return PathFault::protocol_case;
  if (holds_amps(written.prefix)) return PathFault::extra_segment;
  const auto is_but_for_case = [protocol](auto known) {
    return equal_ignoring_case(known, protocol);
  };
  if (std::ranges::count(string_protocols(), protocol) != 0) return PathFault::none;
  return std::ranges::any_of(string_protocols(), is_but_for_case) ? PathFault::protocol_case
                                                                  : PathFault::unknown_protocol;
}

}  // namespace ampslint
