#include "model/replication.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "model/children.hpp"

namespace ampslint {
namespace {

DestinationTransport read_transport(const Element& element) {
  DestinationTransport made{.element = &element};
  made.type = transport_type(made.type_text());
  for (const Element& child : element.children()) {
    const Text text = child.is_in_any_case("InetAddr") ? child.text() : Text();
    if (!text) continue;
    AddressFault fault;
    TargetAddress target{.element = &child};
    if (is_known(text)) target.address = parse_address(text.value, fault);
    made.addresses.push_back(target);
  }
  return made;
}

ReplicatedTopic read_topic(const Element& element) {
  return {.element = &element,
          .named = child_of(&element, "Name"),
          .typed = child_of(&element, "MessageType")};
}

Destination read_destination(const Element& element) {
  Destination made{.element = &element,
                   .named = child_of(&element, "Name"),
                   .grouped = child_of(&element, "Group")};
  for (const Element& child : element.children()) {
    if (child.is_in_any_case("Transport")) {
      made.transports.push_back(read_transport(child));
    } else if (child.is_in_any_case("Topic")) {
      made.topics.push_back(read_topic(child));
    }
  }
  return made;
}

}  // namespace

std::vector<std::string_view> words_of(const Text& list) {
  std::vector<std::string_view> found;
  std::string_view rest = list ? list.value : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(", \t\r\n"), rest.size());
    if (end > 0) found.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

bool ReplicatedTopic::validates(std::string_view what) const {
  const auto lists = [what](const Text& list) {
    return std::ranges::count(words_of(list), what) != 0;
  };
  const Text included = include_validation();
  const Text excluded = exclude_validation();
  if (included.unresolved || excluded.unresolved || lists(excluded)) return false;
  return !included || lists(included);
}

bool Destination::is_sync() const { return sync_type().value == "sync"; }

bool Destination::is_passive() const {
  return std::ranges::all_of(transports, [](const DestinationTransport& transport) {
    return transport.addresses.empty() && !transport.element->incomplete;
  });
}

Span Destination::where() const {
  const Text shown = peer_name();
  return shown ? shown.where : element->name().where;
}

std::string Destination::label() const {
  const Text shown = peer_name();
  if (!shown) return "the destination";
  return fmt::format("destination '{}'", shown.value);
}

std::vector<Destination> read_destinations(const Element& root) {
  std::vector<Destination> destinations;
  const Element* replication = child_of(&root, "Replication");
  if (replication == nullptr) return destinations;
  for (const Element& child : replication->children()) {
    if (child.is_in_any_case("Destination")) {
      destinations.push_back(read_destination(child));
    }
  }
  return destinations;
}

}  // namespace ampslint
