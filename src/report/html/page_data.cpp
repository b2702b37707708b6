#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <ostream>
#include <sstream>
#include <unordered_map>

#include "base/printable.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "report/formats/text.hpp"
#include "report/frame.hpp"
#include "report/html/page.hpp"
#include "report/probe_words.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

/// The indices of at most `most_on_page` items, ascending; those that matter go before the others.
template <typename Items, typename Rank>
std::vector<std::size_t> chosen(const Items& items, Rank rank) {
  std::vector<std::size_t> all(items.size());
  std::iota(all.begin(), all.end(), 0U);
  if (all.size() <= most_on_page) return all;
  std::ranges::stable_sort(all, {}, [&](std::size_t i) { return rank(items[i]); });
  all.resize(most_on_page);
  std::ranges::sort(all);
  return all;
}

/// ASCII only, and nothing that could end the script element or begin a comment in it, or that a CI
/// service takes for a command.
std::string safe(const Json& json) {
  const std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '<') {
      out += "\\u003c";
    } else if (text[at] == '#' && begins_agent_command(std::string_view(text).substr(at))) {
      out += "\\u0023";
    } else {
      out += text[at];
    }
  }
  return out;
}

/// Gives each item that is met first a number.
class FirstSeen {
 public:
  std::size_t of(std::uint16_t item) {
    return numbers_.try_emplace(item, numbers_.size()).first->second;
  }
  std::vector<std::uint16_t> in_order() const {
    std::vector<std::uint16_t> items(numbers_.size());
    for (const auto& [item, number] : numbers_) items[number] = item;
    return items;
  }

 private:
  std::map<std::uint16_t, std::size_t> numbers_;
};

Json transport_json(const LintResult& result, const Transport& transport) {
  const Text& address = transport.inet_addr() ? transport.inet_addr() : transport.file_name();
  Json json = {{"name", transport.is_admin ? "Admin"
                        : transport.name() ? printable(result.inputs.shown(transport.name()))
                                           : "(unnamed)"},
               {"address", printable(result.inputs.shown(address))},
               {"place", place(result.inputs.sources, transport.where())}};
  const auto add = [&](const char* key, const Text& text) {
    if (text) json[key] = printable(result.inputs.shown(text));
  };
  add("type", transport.type_text());
  add("protocol", transport.protocol_text());
  add("messageType", transport.message_type());
  if (transport.tls) json["tls"] = true;
  if (transport.disabled) json["disabled"] = true;
  return json;
}

Json instance_json(const LintResult& result, const Instance& instance) {
  Json transports = Json::array();
  for (const Transport& transport : instance.transports) {
    transports.push_back(transport_json(result, transport));
  }
  if (instance.admin) transports.push_back(transport_json(result, *instance.admin));
  return {{"name", printable(result.inputs.label(instance))},
          {"path", printable(result.inputs.sources[instance.document.source].path)},
          {"transports", std::move(transports)}};
}

Json probe_json(const Connection& connection) {
  const ProbeResult result = result_of(connection);
  Json json = {{"outcome", to_string(result)}};
  if (connection.seen == nullptr) return json;
  if (is_failure(result)) json["why"] = why_it_failed(*connection.seen);
  for (const Stage& stage : connection.seen->stages) {
    json["stages"].push_back({{"name", to_string(stage.name)},
                              {"ok", stage.ok},
                              {"milliseconds", fmt::format("{:.1f}", stage.milliseconds)},
                              {"detail", printable(stage.detail)}});
  }
  return json;
}

/// What the page groups a string by.
void add_parts(const Connection& connection, Json& json) {
  const ConnectionString client = read_connection_string(connection.text, {connection.kind});
  const auto shown = [&client](std::string_view part) {
    return part.empty() ? std::string() : client.show(part);
  };
  json["scheme"] = shown(client.parts().scheme);
  json["host"] = client.unix_socket() ? std::string("(socket)") : shown(client.parts().host);
  json["messageType"] = shown(client.message_type());
}

class PageData {
 public:
  PageData(const LintResult& result, unsigned refresh, std::ostream& out)
      : result_(result),
        refresh_(refresh),
        out_(out),
        strings_(strings_on_page(result)),
        findings_(chosen(result.diagnostics,
                         [](const Diagnostic& d) { return -static_cast<int>(*d.severity); })) {
    for (std::size_t i = 0; i < result.inputs.instances.size(); ++i) {
      const Instance& instance = *result.inputs.instances[i];
      by_source_.emplace(instance.document.source, i);
      instances_.emplace(&instance, i);
      std::size_t number = 0;
      for (const Transport& transport : instance.transports) transports_[&transport] = number++;
      if (instance.admin) transports_[&*instance.admin] = number;
    }
    for (std::size_t i = 0; i < findings_.size(); ++i) numbers_.emplace(findings_[i], i);
  }

  void write() {
    out_ << "{\"version\":" << safe(AMPSLINT_VERSION)
         << ",\"probed\":" << (result_.probed ? "true" : "false");
    if (refresh_ > 0) {
      out_ << fmt::format(",\"refresh\":{},\"time\":{}", refresh_, std::time(nullptr));
    }
    out_ << ",\n\"summary\":" << safe(summary()) << ",\n\"errors\":" << safe(errors());
    list("instances", result_.inputs.instances,
         [this](const auto& instance) { return instance_json(result_, *instance); });
    list("strings", strings_, [this](std::size_t i) { return string_json(i); });
    list("findings", findings_, [this](std::size_t i) { return finding_json(i); });
    list("rules", rules_.in_order(),
         [this](std::uint16_t rule) { return Json{{"id", result_.inputs.rules[rule].id}}; });
    out_ << "}\n";
  }

  std::vector<std::uint16_t> rules() const { return rules_.in_order(); }

 private:
  template <typename Items, typename ToJson>
  void list(std::string_view name, const Items& items, ToJson to_json) {
    out_ << fmt::format(",\n\"{}\":[", name);
    std::string_view separator = "\n";
    for (const auto& item : items) {
      out_ << separator << safe(to_json(item));
      separator = ",\n";
    }
    out_ << ']';
  }

  Json summary() const {
    const Summary& counted = result_.summary;
    Json json = {{"instances", counted.instances},
                 {"transports", counted.transports},
                 {"connections", counted.connections}};
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      json["severities"][std::string(to_string(severity))] =
          counted.severities.at(static_cast<std::size_t>(severity));
    }
    for (std::size_t i = 0; i < verdict_count; ++i) {
      json["verdicts"][std::string(to_string(static_cast<Verdict>(i)))] = counted.verdicts.at(i);
    }
    return json;
  }

  Json errors() const {
    Json json = Json::array();
    for (const InputError& error : result_.errors) json.push_back(error.message);
    return json;
  }

  Json string_json(std::size_t index) {
    const Connection& connection = result_.connections[index];
    Json json = {{"text", string_of(connection)},
                 {"file", printable(result_.inputs.sources[connection.where().source].path)},
                 {"place", place(result_.inputs.sources, connection.where())},
                 {"client", display_name(connection.kind)},
                 {"verdict", to_string(connection.verdict)}};
    add_parts(connection, json);
    if (connection.instance != nullptr) json["instance"] = instances_.at(connection.instance);
    if (connection.transport != nullptr) json["transport"] = transports_.at(connection.transport);
    json["rules"] = Json::array();
    for (const std::uint16_t rule : connection.rules) json["rules"].push_back(rules_.of(rule));
    json["findings"] = Json::array();
    for (const Diagnostic& diagnostic : diagnostics_on(result_, connection)) {
      const auto number =
          numbers_.find(static_cast<std::size_t>(&diagnostic - result_.diagnostics.data()));
      if (number != numbers_.end()) json["findings"].push_back(number->second);
    }
    if (result_.probed) json["probe"] = probe_json(connection);
    return json;
  }

  Json finding_json(std::size_t index) {
    const Diagnostic& diagnostic = result_.diagnostics[index];
    std::ostringstream frames;
    write_frames(result_, diagnostic, {}, frames);
    const std::string text = frames.str();  // its first line is the message
    Json json = {{"severity", to_string(*diagnostic.severity)},
                 {"rule", rules_.of(diagnostic.rule)},
                 {"message", printable(diagnostic.message)},
                 {"place", place(result_.inputs.sources, diagnostic.where)},
                 {"frame", text.substr(text.find('\n') + 1)}};
    SourceId source = diagnostic.where.source;
    while (result_.inputs.sources[source].included_from) {
      source = result_.inputs.sources[source].included_from->source;
    }
    const auto instance = by_source_.find(source);
    if (instance != by_source_.end()) json["instance"] = instance->second;
    return json;
  }

  const LintResult& result_;
  unsigned refresh_;
  std::ostream& out_;
  std::vector<std::size_t> strings_;
  std::vector<std::size_t> findings_;
  FirstSeen rules_;                                       ///< of those that spoke
  std::unordered_map<std::size_t, std::size_t> numbers_;  ///< of the findings, by index
  std::map<SourceId, std::size_t> by_source_;
  std::unordered_map<const Instance*, std::size_t> instances_;
  std::unordered_map<const Transport*, std::size_t> transports_;  ///< each within its instance
};

}  // namespace

std::vector<std::size_t> strings_on_page(const LintResult& result) {
  return chosen(result.connections, [](const Connection& connection) {
    return connection.verdict == Verdict::compatible;
  });
}

std::vector<std::uint16_t> write_page_data(const LintResult& result, const ReportOptions& options,
                                           std::ostream& out) {
  PageData data(result, options.refresh, out);
  data.write();
  return data.rules();
}

}  // namespace ampslint
