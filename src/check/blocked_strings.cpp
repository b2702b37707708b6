#include "check/blocked_strings.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "check/match/address_index.hpp"

namespace ampslint {
namespace {

/// Within the element, from its start tag to its end tag.
bool is_in(Span where, const Element& element) {
  const Span begin = element.name.where;
  return where.source == begin.source && where.begin >= begin.begin &&
         where.end <= std::max(begin.end, element.name.in_end_tag().end);
}

/// What is told where the first of so many connection strings stands.
std::string consequence_for(std::size_t count) {
  std::string message = "this connection string cannot be checked until that is fixed";
  if (count > 1) message += fmt::format("; nor can {} more", count - 1);
  return message;
}

}  // namespace

void Consequences::Strings::add(const Strings& next) {
  if (count == 0) first = next.first;
  count += next.count;
}

void Consequences::add(const Consequences& next) {
  for (const auto& [transport, strings] : next.of_transports_) {
    of_transports_[transport].add(strings);
  }
  unseen_ports_.add(next.unseen_ports_);
  unseen_sockets_.add(next.unseen_sockets_);
}

void Consequences::add(const Transport& transport, Span string) {
  of_transports_[&transport].add({string, 1});
}

void Consequences::add_unseen(bool socket, Span string) {
  (socket ? unseen_sockets_ : unseen_ports_).add({string, 1});
}

void Consequences::tell(const Transport& transport, const Strings& strings, Outcome& outcome) {
  if (strings.count == 0) return;
  Diagnostic* cause = nullptr;
  for (Diagnostic& told : outcome.diagnostics) {
    if (!is_in(told.where, *transport.element)) continue;
    if (cause == nullptr || cause->severity < told.severity) cause = &told;
  }
  if (cause == nullptr || cause->severity == Severity::note) return;
  cause->notes.push_back({strings.first, consequence_for(strings.count)});
}

void Consequences::tell(Outcome& outcome) const {
  for (const auto& instance : outcome.instances) {
    for (const Transport& transport : instance->transports) {
      const auto own = of_transports_.find(&transport);
      if (own != of_transports_.end()) tell(transport, own->second, outcome);
      if (may_listen_unseen(transport)) tell(transport, unseen_ports_, outcome);
      if (may_be_unseen_socket(transport)) tell(transport, unseen_sockets_, outcome);
    }
  }
}

}  // namespace ampslint
