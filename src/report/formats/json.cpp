#include "report/formats/json.hpp"

#include <fmt/core.h>

#include <array>
#include <ostream>
#include <variant>

#include "check/rule.hpp"
#include "load/suppressions/comment.hpp"
#include "report/commands.hpp"
#include "report/json_value.hpp"
#include "report/report.hpp"
#include "report/suppressions.hpp"

namespace ampslint {
namespace {

json::Value position(const Sources& sources, SourceId source, std::uint32_t offset) {
  const Position at = sources.position(source, offset);
  return json::object({{"line", at.line}, {"column", at.column}});
}

/// Adds `path`, `start` and `end`, which every object that stands for a place has.
json::Value& add_place(json::Value& object, const Sources& sources, Span where) {
  return object.add("path", sources[where.source].path)
      .add("start", position(sources, where.source, where.begin))
      .add("end", position(sources, where.source, where.end));
}

/// Writes an array, an item a line, each as soon as it is made.
template <typename Items, typename ToJson>
void write_array(std::ostream& out, const Items& items, std::string_view indent, ToJson to_json) {
  out << '[';
  std::string_view separator = "\n";
  for (const auto& item : items) {
    out << separator << indent << "  " << to_json(item).text();
    separator = ",\n";
  }
  if (!items.empty()) out << '\n' << indent;
  out << ']';
}

json::Value fix_of(const Sources& sources, const std::optional<Fix>& fix) {
  if (!fix) return nullptr;
  const json::Value edits = json::array_of(fix->edits, [&](const Edit& edit) {
    json::Value made = json::object();
    return add_place(made, sources, edit.where).add("text", edit.text);
  });
  return json::object({{"safe", fix->safe}, {"edits", edits}});
}

/// What suppresses findings, and why.
json::Value suppression_of(const LintResult& result, const Suppression& suppression) {
  json::Value made = json::object({{"kind", suppression_kind(suppression)}});
  add_place(made, result.inputs.sources, suppression.where)
      .add("rules", json::array_of(suppression.rules, &SuppressedRule::name))
      .add("reason", suppression.reason)
      .add("until", suppression.until ? json::Value(format_day(*suppression.until)) : nullptr);
  return made;
}

json::Value suppressed_of(const LintResult& result, const Suppressed& suppressed) {
  const Suppression& by = result.inputs.suppressions.all[suppressed.suppression];
  return json_object(result, suppressed.diagnostic).add("ignore", suppression_of(result, by));
}

json::Value stage_of(const Stage& stage) {
  return json::object({{"name", to_string(stage.name)},
                       {"ok", stage.ok},
                       {"milliseconds", json::Value::decimal(stage.milliseconds)},
                       {"detail", stage.detail}});
}

/// How a probe ended: null if it was interrupted before that was known.
json::Value end_of(const Observation& seen) {
  if (!seen.finished) return nullptr;
  return seen.ready() ? std::string_view("ready") : to_string(seen.failed_at());
}

json::Value probe_of(const Connection& connection) {
  if (connection.seen == nullptr) return nullptr;
  const Observation& seen = *connection.seen;
  return json::object(
      {{"outcome", end_of(seen)}, {"stages", json::array_of(seen.stages, stage_of)}});
}

}  // namespace

json::Value json_object(const LintResult& result, const Diagnostic& diagnostic) {
  const Sources& sources = result.inputs.sources;
  const json::Value related = json::array_of(diagnostic.notes, [&](const Note& note) {
    json::Value made = json::object();
    return add_place(made, sources, note.where).add("message", note.message);
  });
  json::Value made = json::object({{"rule", result.inputs.rule_of(diagnostic).id},
                                   {"severity", to_string(*diagnostic.severity)},
                                   {"message", diagnostic.message}});
  return add_place(made, sources, diagnostic.where)
      .add("related", related)
      .add("fix", fix_of(sources, diagnostic.fix));
}

const json::Value& ConnectionObjects::goal(const Connection& connection) {
  const auto [at, is_new] = goals_.try_emplace({connection.instance, connection.transport});
  if (!is_new) return at->second;
  const Inputs& inputs = result_->inputs;
  const bool named = connection.transport != nullptr && connection.transport->name();
  at->second =
      json::object({{"instance", connection.instance == nullptr
                                     ? json::Value()
                                     : json::Value(inputs.label(*connection.instance))},
                    {"transport", named ? json::Value(inputs.shown(connection.transport->name()))
                                        : json::Value()}});
  return at->second;
}

json::Value ConnectionObjects::operator()(const Connection& connection) {
  const Sources& sources = result_->inputs.sources;
  const Span where = connection.where();
  const auto id = [this](std::uint16_t rule) { return result_->inputs.rules[rule].id; };
  json::Value made = json::object();
  made.add("string", connection.shown())
      .add("path", sources[where.source].path)
      .add("start", position(sources, where.source, where.begin))
      .add("client_kind", to_string(connection.kind))
      .add("verdict", to_string(connection.verdict))
      .add_all(goal(connection))
      .add("rules", json::array_of(connection.rules, id));
  return result_->probed ? made.add("probe", probe_of(connection)) : made;
}

json::Value json_object(const Summary& summary, bool suppressed) {
  json::Value verdicts = json::object();
  for (std::size_t i = 0; i < verdict_count; ++i) {
    verdicts.add(to_string(static_cast<Verdict>(i)), summary.verdicts.at(i));
  }
  const auto severity = [&summary](Severity s) {
    return summary.severities.at(static_cast<std::size_t>(s));
  };
  json::Value made = json::object({{"files", summary.files},
                                   {"instances", summary.instances},
                                   {"transports", summary.transports},
                                   {"connections", summary.connections},
                                   {"errors", severity(Severity::error)},
                                   {"warnings", severity(Severity::warning)},
                                   {"notes", severity(Severity::note)},
                                   {"verdicts", verdicts}});
  return suppressed ? made.add("suppressed", summary.suppressed) : made;
}

void report_json(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const auto object = [&](const Diagnostic& found) { return json_object(result, found); };
  out << "{\n  \"version\": 1,\n  \"tool\": "
      << json::object({{"name", "ampslint"}, {"version", AMPSLINT_VERSION}}).text()
      << ",\n  \"diagnostics\": ";
  write_array(out, result.diagnostics, "  ", object);
  out << ",\n  \"connections\": ";
  write_array(out, result.connections, "  ", ConnectionObjects(result));
  if (options.suppressed) {
    out << ",\n  \"suppressed\": ";
    write_array(out, result.suppressed, "  ",
                [&](const Suppressed& s) { return suppressed_of(result, s); });
  }
  out << ",\n  \"summary\": " << json_object(result.summary, options.suppressed).text() << "\n}\n";
}

void report_suppressions_json(const LintResult& result, const ReportOptions& /*style*/,
                              std::ostream& out) {
  const std::vector<std::size_t> counts = suppressed_counts(result);
  std::size_t number = 0;
  write_array(out, result.inputs.suppressions.all, "", [&](const Suppression& suppression) {
    return suppression_of(result, suppression).add("findings", counts[number++]);
  });
  out << '\n';
}

void write_parsed_json(const std::vector<ConnectionString>& clients, std::ostream& out) {
  const auto to_json = [](const ConnectionString& client) {
    const Parts& parts = client.parts();
    const auto shown = [&client](Part text) {
      return text.present() ? json::Value(client.without_secrets(text)) : nullptr;
    };
    const json::Value options = json::array_of(parts.options, [&](const Option& option) {
      return json::object({{"key", shown(option.key)}, {"value", shown(option.value)}});
    });
    json::Value readings = json::object();
    for (const ClientKind kind : all_client_kinds) {
      const Reading reading = read_as(kind, client.text, client.version);
      json::Value verdict =
          json::object({{"accepts", reading.accepts ? json::Value(*reading.accepts) : nullptr}});
      if (!reading.error.empty()) verdict.add("error", reading.error);
      readings.add(to_string(kind), verdict);
    }
    return json::object(
        {{"string", without_secrets(client.text)},
         {"scheme", shown(parts.scheme)},
         {"user", shown(parts.user)},
         {"password", parts.password.present() ? json::Value(secret_mark) : nullptr},
         {"host", shown(parts.host)},
         {"port", shown(parts.port)},
         {"prefix", shown(parts.prefix)},
         {"protocol", shown(parts.protocol)},
         {"message_type", shown(parts.message_type)},
         {"options", options},
         {"clients", readings}});
  };
  write_array(out, clients, "", to_json);
  out << '\n';
}

/// What a rule looks at, by the index of its check.
constexpr std::array<std::string_view, 17> subjects = {"file while it is read",
                                                       "instance",
                                                       "element",
                                                       "transport",
                                                       "replication destination",
                                                       "topic",
                                                       "step of an action",
                                                       "module",
                                                       "all instances together",
                                                       "instance between two versions",
                                                       "connection string",
                                                       "connection strings of one client",
                                                       "connection string with its transport",
                                                       "connection string at a proxy",
                                                       "connection string with its probe",
                                                       "instance with its Admin interface",
                                                       "node that a policy selects"};
static_assert(subjects.size() == std::variant_size_v<Check>);

void write_rules_json(std::span<const NamedRule> rules, std::ostream& out) {
  write_array(out, rules, "", [](const NamedRule& rule) {
    return json::object({{"id", rule.id},
                         {"severity", to_string(rule.rule.severity)},
                         {"summary", summary(rule)},
                         {"family", family(rule.id)},
                         {"level", level(rule.id)},
                         {"fixable", rule.rule.fixable},
                         {"preset", to_string(rule.rule.preset)},
                         {"subject", subjects[rule.rule.check.index()]}});
  });
  out << '\n';
}

void write_offers_json(const std::vector<Offer>& offers, std::ostream& out) {
  write_array(out, offers, "", [](const Offer& offer) {
    return json::object(
        {{"instance", offer.instance},
         {"transport", offer.transport},
         {"strings", json::array_of(offer.strings)},
         {"notice", offer.notice.empty() ? json::Value() : json::Value(offer.notice)}});
  });
  out << '\n';
}

}  // namespace ampslint
