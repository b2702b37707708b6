#include "report/formats/json.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "check/rule.hpp"
#include "report/commands.hpp"
#include "report/report.hpp"
#include "report/suppressions.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// A JSON string. Reports hold millions of them, nearly all without anything to escape.
std::string json_string(std::string_view text) {
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  return std::ranges::all_of(text, is_plain) ? fmt::format("\"{}\"", text) : dumped(Json(text));
}

std::string position(const Sources& sources, SourceId source, std::uint32_t offset) {
  const Position at = sources.position(source, offset);
  return fmt::format(R"({{"line":{},"column":{}}})", at.line, at.column);
}

/// `path`, `start`, `end`: what every object that stands for a place has.
std::string located(const Sources& sources, Span where) {
  return fmt::format(R"("path":{},"start":{},"end":{})", json_string(sources[where.source].path),
                     position(sources, where.source, where.begin),
                     position(sources, where.source, where.end));
}

/// Writes an array, an item a line, each as soon as it is made.
template <typename Items, typename ToJson>
void write_array(std::ostream& out, const Items& items, std::string_view indent, ToJson to_json) {
  out << '[';
  std::string_view separator = "\n";
  for (const auto& item : items) {
    out << separator << indent << "  " << to_json(item);
    separator = ",\n";
  }
  if (!items.empty()) out << '\n' << indent;
  out << ']';
}

/// The items as an array on one line.
template <typename Items, typename ToJson>
std::string listed(const Items& items, ToJson to_json) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ',';
    out += to_json(item);
  }
  return out + ']';
}

std::string fix_of(const Sources& sources, const std::optional<Fix>& fix) {
  if (!fix) return "null";
  return fmt::format(
      R"({{"safe":{},"edits":{}}})", fix->safe, listed(fix->edits, [&](const Edit& e) {
        return fmt::format(R"({{{},"text":{}}})", located(sources, e.where), json_string(e.text));
      }));
}

/// The members of a diagnostic's object.
std::string members_of(const LintResult& result, const Diagnostic& diagnostic) {
  const Sources& sources = result.inputs.sources;
  const std::string related = listed(diagnostic.notes, [&](const Note& note) {
    return fmt::format(R"({{{},"message":{}}})", located(sources, note.where),
                       json_string(note.message));
  });
  return fmt::format(R"("rule":"{}","severity":"{}","message":{},{},"related":{},"fix":{})",
                     all_rules()[diagnostic.rule].id, to_string(*diagnostic.severity),
                     json_string(diagnostic.message), located(sources, diagnostic.where), related,
                     fix_of(sources, diagnostic.fix));
}

/// What suppresses findings, and why: the members of its object.
std::string members_of(const LintResult& result, const Suppression& suppression) {
  const std::string until = suppression.until ? format_day(*suppression.until) : std::string();
  return fmt::format(
      R"("kind":"{}",{},"rules":{},"reason":{},"until":{})", suppression_kind(suppression),
      located(result.inputs.sources, suppression.where),
      listed(suppression.rules, [](const SuppressedRule& rule) { return json_string(rule.name); }),
      json_string(suppression.reason), until.empty() ? "null" : json_string(until));
}

std::string suppressed_of(const LintResult& result, const Suppressed& suppressed) {
  return fmt::format(R"({{{},"ignore":{{{}}}}})", members_of(result, suppressed.diagnostic),
                     members_of(result, result.inputs.suppressions.all[suppressed.suppression]));
}

std::string stage_of(const Stage& stage) {
  return fmt::format(R"({{"name":"{}","ok":{},"milliseconds":{:.1f},"detail":{}}})",
                     to_string(stage.name), stage.ok, stage.milliseconds,
                     json_string(stage.detail));
}

/// An outcome of null: interrupted before it was known.
std::string probe_of(const Connection& connection) {
  if (connection.seen == nullptr) return "null";
  const Observation& seen = *connection.seen;
  std::string result = "null";
  if (seen.finished) {
    result = fmt::format("\"{}\"",
                         seen.ready() ? std::string_view("ready") : to_string(seen.failed_at()));
  }
  return fmt::format(R"({{"outcome":{},"stages":{}}})", result, listed(seen.stages, stage_of));
}

Json part(std::string_view part, const std::string& shown) {
  return present(part) ? Json(shown) : Json(nullptr);
}

}  // namespace

std::string json_object(const LintResult& result, const Diagnostic& diagnostic) {
  return fmt::format("{{{}}}", members_of(result, diagnostic));
}

std::string json_object(const LintResult& result, const Connection& connection) {
  const Sources& sources = result.inputs.sources;
  const Span where = connection.where();
  const Instance* instance = connection.instance;
  const bool named = connection.transport != nullptr && connection.transport->name;
  return fmt::format(
      R"({{"string":{},"path":{},"start":{},"client_kind":"{}","verdict":"{}",)"
      R"("instance":{},"transport":{},"rules":{}{}}})",
      json_string(connection.shown()), json_string(sources[where.source].path),
      position(sources, where.source, where.begin), to_string(connection.kind),
      to_string(connection.verdict),
      instance == nullptr ? std::string("null") : json_string(result.inputs.label(*instance)),
      named ? json_string(result.inputs.shown(connection.transport->name)) : std::string("null"),
      listed(connection.rules,
             [](std::uint16_t rule) { return json_string(all_rules()[rule].id); }),
      result.probed ? fmt::format(R"(,"probe":{})", probe_of(connection)) : std::string());
}

std::string json_object(const Summary& summary, bool suppressed) {
  Json verdicts = Json::object();
  for (std::size_t i = 0; i < verdict_count; ++i) {
    verdicts[std::string(to_string(static_cast<Verdict>(i)))] = summary.verdicts.at(i);
  }
  const auto severity = [&summary](Severity s) {
    return summary.severities.at(static_cast<std::size_t>(s));
  };
  Json json = {{"files", summary.files},
               {"instances", summary.instances},
               {"transports", summary.transports},
               {"connections", summary.connections},
               {"errors", severity(Severity::error)},
               {"warnings", severity(Severity::warning)},
               {"notes", severity(Severity::note)},
               {"verdicts", std::move(verdicts)}};
  if (suppressed) json["suppressed"] = summary.suppressed;
  return dumped(json);
}

void report_json(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const auto object = [&](const auto& item) { return json_object(result, item); };
  out << "{\n  \"version\": 1,\n  \"tool\": "
      << dumped({{"name", "ampslint"}, {"version", AMPSLINT_VERSION}}) << ",\n  \"diagnostics\": ";
  write_array(out, result.diagnostics, "  ", object);
  out << ",\n  \"connections\": ";
  write_array(out, result.connections, "  ", object);
  if (options.suppressed) {
    out << ",\n  \"suppressed\": ";
    write_array(out, result.suppressed, "  ",
                [&](const Suppressed& s) { return suppressed_of(result, s); });
  }
  out << ",\n  \"summary\": " << json_object(result.summary, options.suppressed) << "\n}\n";
}

void report_suppressions_json(const LintResult& result, const ReportOptions& /*style*/,
                              std::ostream& out) {
  const std::vector<std::size_t> counts = suppressed_counts(result);
  std::size_t number = 0;
  write_array(out, result.inputs.suppressions.all, "", [&](const Suppression& suppression) {
    return fmt::format(R"({{{},"findings":{}}})", members_of(result, suppression),
                       counts[number++]);
  });
  out << '\n';
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
                 {"password", present(parts.password) ? Json(secret_mark) : Json(nullptr)},
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
    return dumped(json);
  };
  write_array(out, clients, "", to_json);
  out << '\n';
}

void write_rules_json(std::ostream& out) {
  write_array(out, all_rules(), "", [](const NamedRule& rule) {
    return dumped({{"id", rule.id},
                   {"severity", to_string(rule.rule.severity)},
                   {"summary", summary(rule)},
                   {"family", family(rule.id)},
                   {"level", level(rule.id)},
                   {"fixable", rule.rule.fixable},
                   {"preset", to_string(rule.rule.preset)}});
  });
  out << '\n';
}

void write_offers_json(const std::vector<Offer>& offers, std::ostream& out) {
  write_array(out, offers, "", [](const Offer& offer) {
    return dumped({{"instance", offer.instance},
                   {"transport", offer.transport},
                   {"strings", offer.strings},
                   {"remark", offer.notice.empty() ? Json(nullptr) : Json(offer.notice)}});
  });
  out << '\n';
}

}  // namespace ampslint
