#include "model/protocol.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

struct ProtocolName {
  std::string_view name;
  Protocol protocol;
};

constexpr ProtocolName built_in[] = {
    {"amps", Protocol::amps},           {"json", Protocol::amps},
    {"websocket", Protocol::websocket}, {"fix", Protocol::fix},
    {"nvfix", Protocol::nvfix},         {"xml", Protocol::xml},
    {"soap", Protocol::soap},           {"fix-session", Protocol::fix_session},
};

}  // namespace

TransportType transport_type(const Text& text) {
  constexpr std::pair<std::string_view, TransportType> names[] = {
      {"tcp", TransportType::tcp},
      {"tcps", TransportType::tcps},
      {"amps-replication", TransportType::amps_replication},
      {"amps-replication-secure", TransportType::amps_replication_secure},
      {"amps-unix", TransportType::amps_unix}};
  if (!text || text.unresolved) return TransportType::unknown;
  for (const auto& [name, type] : names) {
    if (equal_ignoring_case(name, text.value)) return type;
  }
  return TransportType::unknown;
}

std::optional<Protocol> protocol_named(std::string_view name) {
  const auto* found = std::ranges::find(built_in, name, &ProtocolName::name);
  return found == std::end(built_in) ? std::nullopt : std::optional(found->protocol);
}

std::span<const std::string_view> protocol_names() {
  static constexpr auto names = [] {
    std::array<std::string_view, std::size(built_in)> all{};
    std::ranges::transform(built_in, all.begin(), &ProtocolName::name);
    return all;
  }();
  return names;
}

bool is_legacy(Protocol protocol) {
  return protocol == Protocol::fix || protocol == Protocol::nvfix || protocol == Protocol::xml ||
         protocol == Protocol::soap || protocol == Protocol::fix_session;
}

std::span<const std::string_view> default_message_types() {
  static constexpr std::string_view names[] = {"fix",     "nvfix", "xml",   "json",
                                               "msgpack", "bson",  "bflat", "binary"};
  return names;
}

std::span<const std::string_view> string_protocols() {
  static constexpr std::string_view names[] = {"amps", "fix", "nvfix", "xml", "json"};
  return names;
}

}  // namespace ampslint
