#include "report/shard.hpp"

#include <nlohmann/json.hpp>

#include "report/formats/document_frame.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Where a finding stands among all of a run, and what tells it from others at its place.
Json order_of(const Outcome& outcome, Span where, std::uint16_t rule, const std::string& message) {
  return {outcome.part->ranks[where.source], where.source, where.begin, rule, where.end, message};
}

Json order_of(const Outcome& outcome, const Diagnostic& diagnostic) {
  return order_of(outcome, diagnostic.where, diagnostic.rule, diagnostic.message);
}

Json head_of(const Outcome& outcome, bool shows_suppressed) {
  const ShardPart& part = *outcome.part;
  Json troubles = Json::array();
  for (const Trouble& trouble : outcome.troubles) troubles.push_back(trouble.message);
  return {{"version", shard_version},
          {"number", part.shard.number},
          {"of", part.shard.of},
          {"tool", AMPSLINT_VERSION},
          {"inputs", part.inputs},
          {"fail_on", static_cast<int>(outcome.fail_on)},
          {"troubles", std::move(troubles)},
          {"shows_suppressed", shows_suppressed},
          {"ran", outcome.ran.to_ulong()}};
}

/// A finding that others decide of, with what they need.
std::string held(const Json& head, const std::string& finding) {
  std::string text = dumped(head);
  text.pop_back();
  return text + ",\"finding\":" + finding + "}";
}

std::string known_of(const Outcome& outcome, const ShardFormat& format, const KnownFinding& known) {
  return held({{"order", order_of(outcome, known.diagnostic)}, {"entry", known.entry}},
              format.finding(known.diagnostic));
}

std::string unused_of(const Outcome& outcome, const ShardFormat& format, const Diagnostic& unused) {
  const ShardPart& part = *outcome.part;
  Json head = {{"order", order_of(outcome, unused)}};
  const auto wanted = part.wanted_kinds.find(unused.where);
  head["wants"] = wanted == part.wanted_kinds.end() ? 0 : wanted->second;
  const auto entry = part.unused_entries.find(unused.where);
  if (entry != part.unused_entries.end()) head["entry"] = entry->second;
  return held(head, format.finding(unused));
}

std::string consequence_of(const Outcome& outcome, const ShardFormat& format,
                           const Consequence& consequence) {
  const Json head = {
      {"order", order_of(outcome, consequence.cause, consequence.rule, consequence.message)},
      {"slot", consequence.slot},
      {"count", consequence.count}};
  return held(head, format.note(consequence.first));
}

std::string entry_of(const BaselineEntry& entry) {
  return dumped({{"count", entry.count}, {"name", entry.name}});
}

template <typename Items, typename ToJson>
void write_member(std::ostream& out, std::string_view name, const Items& items, ToJson to_json) {
  out << ",\n\"" << name << "\":";
  write_array(out, items, "", to_json);
}

}  // namespace

void write_shard(const Outcome& outcome, const ShardFormat& format, std::ostream& out) {
  const ShardPart& part = *outcome.part;
  std::string head = dumped(head_of(outcome, format.shows_suppressed));
  head.pop_back();
  out << head;
  write_member(out, "order", outcome.diagnostics,
               [&](const Diagnostic& d) { return dumped(order_of(outcome, d)); });
  write_member(out, "suppressed", outcome.suppressed,
               [&](const Suppressed& s) { return dumped(order_of(outcome, s.diagnostic)); });
  write_member(out, "known", part.known,
               [&](const KnownFinding& k) { return known_of(outcome, format, k); });
  write_member(out, "unused", part.unused,
               [&](const Diagnostic& d) { return unused_of(outcome, format, d); });
  write_member(out, "consequences", part.consequences,
               [&](const Consequence& c) { return consequence_of(outcome, format, c); });
  out << ",\n\"baseline\":" << dumped(part.baseline);
  write_member(out, "entries", part.entries, entry_of);
  out << '}';
}

}  // namespace ampslint
