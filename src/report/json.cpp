#include <nlohmann/json.hpp>
#include <ostream>

#include "check/rule.hpp"
#include "report/commands.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json position(const Sources& sources, SourceId source, std::uint32_t offset) {
  const Position at = sources.position(source, offset);
  return {{"line", at.line}, {"column", at.column}};
}

/// `path`, `start`, `end`: the beginning of every object that stands for a place.
Json located(const Sources& sources, Span where) {
  return {{"path", sources[where.source].path},
          {"start", position(sources, where.source, where.begin)},
          {"end", position(sources, where.source, where.end)}};
}

Json fix_of(const Sources& sources, const std::optional<Fix>& fix) {
  if (!fix) return nullptr;
  Json edits = Json::array();
  for (const Edit& edit : fix->edits) {
    Json one = located(sources, edit.where);
    one["text"] = edit.text;
    edits.push_back(std::move(one));
  }
  return {{"safe", fix->safe}, {"edits", std::move(edits)}};
}

Json diagnostic_of(const Outcome& outcome, const Diagnostic& diagnostic) {
  const Sources& sources = outcome.sources;
  Json json = {{"rule", all_rules()[diagnostic.rule].id},
               {"severity", to_string(*diagnostic.severity)},
               {"message", diagnostic.message}};
  json.update(located(sources, diagnostic.where));
  json["related"] = Json::array();
  for (const Note& note : diagnostic.notes) {
    Json related = located(sources, note.where);
    related["message"] = note.message;
    json["related"].push_back(std::move(related));
  }
  json["fix"] = fix_of(sources, diagnostic.fix);
  return json;
}

Json connection_of(const Outcome& outcome, const Connection& connection) {
  const Sources& sources = outcome.sources;
  const Span where = connection.where;
  Json json = {{"string", sources.shown(where)},
               {"path", sources[where.source].path},
               {"start", position(sources, where.source, where.begin)},
               {"client_kind", to_string(connection.kind)},
               {"verdict", to_string(connection.verdict)},
               {"instance", nullptr},
               {"transport", nullptr},
               {"rules", Json::array()}};
  if (connection.instance != nullptr) json["instance"] = connection.instance->label(sources);
  if (connection.transport != nullptr && connection.transport->name) {
    json["transport"] = connection.transport->name.value;
  }
  for (const std::uint16_t rule : connection.rules) json["rules"].push_back(all_rules()[rule].id);
  return json;
}

Json summary_of(const Summary& summary) {
  Json verdicts = Json::object();
  for (std::size_t i = 0; i < verdict_count; ++i) {
    verdicts[std::string(to_string(static_cast<Verdict>(i)))] = summary.verdicts.at(i);
  }
  const auto severity = [&summary](Severity s) {
    return summary.severities.at(static_cast<std::size_t>(s));
  };
  return {{"files", summary.files},
          {"instances", summary.instances},
          {"transports", summary.transports},
          {"connections", summary.connections},
          {"errors", severity(Severity::error)},
          {"warnings", severity(Severity::warning)},
          {"notes", severity(Severity::note)},
          {"verdicts", std::move(verdicts)}};
}

/// An array, an item a line, each written as soon as it is made.
template <typename Items, typename ToJson>
void write_array(std::ostream& out, const Items& items, ToJson to_json) {
  out << '[';
  std::string_view separator = "\n    ";
  for (const auto& item : items) {
    out << separator << dumped(to_json(item));
    separator = ",\n    ";
  }
  out << (items.empty() ? "]" : "\n  ]");
}

Json part(std::string_view part, const std::string& shown) {
  return present(part) ? Json(shown) : Json(nullptr);
}

}  // namespace

void report_json(const Outcome& outcome, const Style& /*style*/, std::ostream& out) {
  const Json tool = {{"name", "ampslint"}, {"version", AMPSLINT_VERSION}};
  out << "{\n  \"version\": 1,\n  \"tool\": " << dumped(tool) << ",\n  \"diagnostics\": ";
  write_array(out, outcome.diagnostics,
              [&](const Diagnostic& diagnostic) { return diagnostic_of(outcome, diagnostic); });
  out << ",\n  \"connections\": ";
  write_array(out, outcome.connections,
              [&](const Connection& connection) { return connection_of(outcome, connection); });
  out << ",\n  \"summary\": " << dumped(summary_of(outcome.summary)) << "\n}\n";
}

void write_parsed_json(const std::vector<ConnectionString>& clients, std::ostream& out) {
  const auto to_json = [](const ConnectionString& client) {
    const Parts& parts = client.parts();
    const auto shown = [&client](std::string_view text) {
      return part(text, client.without_secrets(text));
    };
    Json json = {{"string", without_secrets(client.text)},
                 {"scheme", shown(parts.scheme)},
                 {"user", shown(parts.user)},
                 {"password", part(parts.password, "***")},
                 {"host", shown(parts.host)},
                 {"port", shown(parts.port)},
                 {"prefix", shown(parts.prefix)},
                 {"protocol", shown(parts.protocol)},
                 {"message_type", shown(parts.message_type)},
                 {"options", Json::array()},
                 {"clients", Json::object()}};
    for (const Option& option : parts.options) {
      json["options"].push_back({{"key", shown(option.key)}, {"value", shown(option.value)}});
    }
    for (const ClientKind kind : all_client_kinds) {
      const Reading reading = read_as(kind, client.text);
      Json verdict = {{"accepts", reading.accepts ? Json(*reading.accepts) : Json(nullptr)}};
      if (!reading.error.empty()) verdict["error"] = reading.error;
      json["clients"][std::string(to_string(kind))] = std::move(verdict);
    }
    return json;
  };
  out << '[';
  std::string_view separator = "\n  ";
  for (const ConnectionString& client : clients) {
    out << separator << dumped(to_json(client));
    separator = ",\n  ";
  }
  out << (clients.empty() ? "]\n" : "\n]\n");
}

void write_rules_json(std::ostream& out) {
  out << '[';
  std::string_view separator = "\n  ";
  for (const NamedRule& rule : all_rules()) {
    const Json json = {{"id", rule.id},
                       {"severity", to_string(rule.rule.severity)},
                       {"summary", summary(rule)},
                       {"family", family(rule.id)},
                       {"level", level(rule.id)},
                       {"fixable", rule.rule.fixable}};
    out << separator << dumped(json);
    separator = ",\n  ";
  }
  out << "\n]\n";
}

void write_offers_json(const std::vector<Offer>& offers, std::ostream& out) {
  out << '[';
  std::string_view separator = "\n  ";
  for (const Offer& offer : offers) {
    const Json json = {{"instance", offer.instance},
                       {"transport", offer.transport},
                       {"strings", offer.strings},
                       {"remark", offer.remark.empty() ? Json(nullptr) : Json(offer.remark)}};
    out << separator << dumped(json);
    separator = ",\n  ";
  }
  out << (offers.empty() ? "]\n" : "\n]\n");
}

}  // namespace ampslint
