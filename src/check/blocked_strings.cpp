#include "check/blocked_strings.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "check/match/address_index.hpp"

namespace ampslint {
namespace {

/// Within the element, from its start tag to its end tag.
bool is_in(Span where, const Element& element) {
  const Span begin = element.name().where;
  return where.source == begin.source && where.begin >= begin.begin &&
         where.end <= std::max(begin.end, element.name().in_end_tag().end);
}

/// The text shown where the first of so many connection strings stands.
std::string blocked_by(std::size_t count) {
  std::string message = "this connection string cannot be checked until that is fixed";
  if (count > 1) message += fmt::format("; nor can {} more", count - 1);
  return message;
}

}  // namespace

void BlockedStrings::StringInputs::add(const StringInputs& next) {
  if (count == 0) first = next.first;
  count += next.count;
}

void BlockedStrings::add(const BlockedStrings& next) {
  for (const auto& [transport, strings] : next.of_transports_) {
    of_transports_[transport].add(strings);
  }
  unseen_ports_.add(next.unseen_ports_);
  unseen_sockets_.add(next.unseen_sockets_);
}

void BlockedStrings::add(const Transport& transport, Span string) {
  of_transports_[&transport].add({string, 1});
}

void BlockedStrings::add_unseen(bool socket, Span string) {
  (socket ? unseen_sockets_ : unseen_ports_).add({string, 1});
}

void BlockedStrings::report(const Transport& transport, const StringInputs& strings,
                            LintResult& result) {
  if (strings.count == 0) return;
  Diagnostic* cause = nullptr;
  for (Diagnostic& reported : result.diagnostics) {
    if (!is_in(reported.where, *transport.element)) continue;
    if (cause == nullptr || cause->severity < reported.severity) cause = &reported;
  }
  if (cause == nullptr || cause->severity == Severity::note) return;
  cause->notes.push_back({strings.first, blocked_by(strings.count)});
}

void BlockedStrings::report(LintResult& result) const {
  for (const auto& instance : result.inputs.instances) {
    for (const Transport& transport : instance->transports) {
      const auto own = of_transports_.find(&transport);
      if (own != of_transports_.end()) report(transport, own->second, result);
      if (may_listen_unseen(transport)) report(transport, unseen_ports_, result);
      if (may_be_unseen_socket(transport)) report(transport, unseen_sockets_, result);
    }
  }
}

}  // namespace ampslint
