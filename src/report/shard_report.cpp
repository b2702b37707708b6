#include "report/shard_report.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/plural.hpp"
#include "base/suggest.hpp"
#include "check/json_depth.hpp"
#include "host/read_file.hpp"
#include "report/shard.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t max_related = 999;  // as in a report of one run

Error broken(const std::string& file, std::string_view why) {
  return {.what = fmt::format("'{}' cannot be merged: {}", printable(file), why),
          .help = "'ampslint check --shard I/N --format json=FILE' writes what can be"};
}

/// What a file holds that is no part of `ampslint`'s reports.
struct Unexpected {
  std::string why;
};

FindingOrder order_of(const Json& order) {
  return {.rank = order.at(0).get<std::uint32_t>(),
          .source = order.at(1).get<std::uint32_t>(),
          .begin = order.at(2).get<std::uint32_t>(),
          .rule = order.at(3).get<std::uint32_t>(),
          .end = order.at(4).get<std::uint32_t>(),
          .message = order.at(5).get<std::string>()};
}

Severity severity_of(const Json& finding) {
  const auto json = finding.find("severity");
  const Json& word = json == finding.end() ? finding.at("level") : *json;
  const auto severity = severity_named(word.get<std::string>());
  if (!severity) throw Unexpected{"a finding has no severity that is known"};
  return *severity;
}

/// Collects the long lists of a report as texts, so that the tree of the rest stays small.
class Reader {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::key && depth <= list_depth_)
      list_ = list_named(depth, parsed);
    if (list_ == nullptr || event != Json::parse_event_t::object_end || depth != list_depth_ + 1) {
      return true;
    }
    const bool is_finding = list_ != &connections;
    list_->push_back({.order = {},
                      .text = parsed.dump(),
                      .severity = is_finding ? severity_of(parsed) : Severity::error});
    return false;
  }

  std::vector<ShardFinding> findings;
  std::vector<ShardFinding> suppressed;
  std::vector<ShardFinding> connections;

 private:
  std::vector<ShardFinding>* list_named(int depth, const Json& key) {
    if (depth == 1 && key == "runs") list_depth_ = 3;
    if (depth != list_depth_) return nullptr;
    if (key == "diagnostics" || key == "results") return &findings;
    if (key == "connections") return &connections;
    return key == "suppressed" ? &suppressed : nullptr;
  }

  int list_depth_ = 1;
  std::vector<ShardFinding>* list_ = nullptr;
};

ShardFinding finding_of(const Json& held) {
  const Json& finding = held.at("finding");
  ShardFinding read{.order = order_of(held.at("order")),
                    .text = finding.dump(),
                    .severity = severity_of(finding)};
  if (held.contains("entry")) read.entry = held.at("entry").get<std::size_t>();
  return read;
}

/// The shard that a report says it is of.
Shard shard_of(const Json& part) {
  if (part.at("version") != shard_version) {
    throw Unexpected{fmt::format("only version {} of shards is known", shard_version)};
  }
  if (part.at("tool") != AMPSLINT_VERSION) {
    throw Unexpected{
        fmt::format("another version of ampslint has written it than this {}", AMPSLINT_VERSION)};
  }
  const Shard shard{.number = part.at("number").get<std::size_t>(),
                    .of = part.at("of").get<std::size_t>()};
  if (shard.number == 0 || shard.number > shard.of || shard.of > max_shards) {
    throw Unexpected{"it is of no shard that can be"};
  }
  return shard;
}

Threshold fail_on_of(const Json& part) {
  const int number = part.at("fail_on").get<int>();
  if (number < 0 || number > static_cast<int>(Threshold::never)) {
    throw Unexpected{"its 'fail_on' is not known"};
  }
  return static_cast<Threshold>(number);
}

void put_in_order(std::vector<ShardFinding>& findings, const Json& orders) {
  if (orders.size() != findings.size()) throw Unexpected{"findings are missing in it"};
  for (std::size_t i = 0; i < findings.size(); ++i) findings[i].order = order_of(orders[i]);
}

void read_part(const Json& part, ShardReport& report) {
  report.shard = shard_of(part);
  report.inputs = part.at("inputs").get<std::string>();
  report.fail_on = fail_on_of(part);
  report.troubles = part.at("troubles").get<std::vector<std::string>>();
  report.ran = part.at("ran").get<unsigned long>();
  for (const Json& held : part.at("known")) report.known.push_back(finding_of(held));
  for (const Json& held : part.at("unused")) {
    report.unused.push_back({finding_of(held), held.at("wants").get<unsigned long>()});
  }
  for (const Json& held : part.at("consequences")) {
    report.consequences.push_back({.cause = order_of(held.at("order")),
                                   .slot = held.at("slot").get<std::size_t>(),
                                   .count = held.at("count").get<std::size_t>(),
                                   .note = held.at("finding").dump()});
  }
  report.baseline = part.at("baseline").get<std::string>();
  for (const Json& entry : part.at("entries")) {
    report.entries.push_back(
        {.count = entry.at("count").get<std::size_t>(), .name = entry.at("name")});
  }
  put_in_order(report.findings, part.at("order"));
  if (report.shows_suppressed) put_in_order(report.suppressed, part.at("suppressed"));
  for (const std::vector<ShardFinding>* list : {&report.findings, &report.known}) {
    for (const ShardFinding& finding : *list) {
      if (finding.order.rule >= all_rules().size()) throw Unexpected{"a rule is not known"};
    }
  }
}

Summary summary_of(const Json& json) {
  Summary summary{.files = json.at("files").get<std::size_t>(),
                  .instances = json.at("instances").get<std::size_t>(),
                  .transports = json.at("transports").get<std::size_t>(),
                  .connections = json.at("connections").get<std::size_t>()};
  for (std::size_t i = 0; i < verdict_count; ++i) {
    summary.verdicts.at(i) =
        json.at("verdicts").at(std::string(to_string(static_cast<Verdict>(i)))).get<std::size_t>();
  }
  return summary;
}

void check_version(const Json& json, const Json& known) {
  if (json.at("version") != known) {
    throw Unexpected{fmt::format("its schema is not version {}", known.dump())};
  }
}

/// Its lists have been read already.
ShardReport read_json(const Json& json, Reader& lists) {
  check_version(json, 1);
  if (!json.contains("shard")) throw Unexpected{"it is the report of a whole run"};
  ShardReport report;
  report.format = MergeFormat::json;
  report.findings = std::move(lists.findings);
  report.suppressed = std::move(lists.suppressed);
  for (ShardFinding& one : lists.connections) report.connections.push_back(std::move(one.text));
  report.shows_suppressed = json.contains("suppressed");
  report.summary = summary_of(json.at("summary"));
  report.members.emplace_back("tool", json.at("tool").dump());
  read_part(json.at("shard"), report);
  return report;
}

ShardReport read_sarif(const Json& json, Reader& lists) {
  check_version(json, "2.1.0");
  const Json& run = json.at("runs").at(0);
  const auto properties = run.find("properties");
  if (properties == run.end() || !properties->contains("ampslint/shard")) {
    throw Unexpected{"it is the report of a whole run"};
  }
  const Json& part = properties->at("ampslint/shard");
  ShardReport report;
  report.format = MergeFormat::sarif;
  const std::size_t told = part.at("order").size();
  if (lists.findings.size() < told) throw Unexpected{"findings are missing in it"};
  // What is suppressed follows, where that was asked for.
  const auto behind = lists.findings.begin() + static_cast<std::ptrdiff_t>(told);
  report.suppressed.assign(behind, lists.findings.end());
  lists.findings.erase(behind, lists.findings.end());
  report.findings = std::move(lists.findings);
  report.shows_suppressed = part.at("shows_suppressed").get<bool>();
  for (const auto& [name, value] : run.items()) {
    if (name != "properties" && name != "results") report.members.emplace_back(name, value.dump());
  }
  read_part(part, report);
  return report;
}

}  // namespace

Result<ShardReport> read_shard_report(const std::string& file) {
  const Result<std::string> text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  if (const std::string fault = depth_fault(*text); !fault.empty()) {
    return tl::unexpected(broken(file, fault));
  }
  try {
    Reader lists;
    const Json json =
        Json::parse(*text, [&lists](int depth, Json::parse_event_t event, const Json& parsed) {
          return lists(depth, event, parsed);
        });
    return json.contains("runs") ? read_sarif(json, lists) : read_json(json, lists);
  } catch (const Unexpected& unexpected) {
    return tl::unexpected(broken(file, unexpected.why));
  } catch (const Json::parse_error& error) {
    // Not its words: they quote the text, which may be another file's, with passwords in it.
    return tl::unexpected(
        broken(file, fmt::format("no JSON at {}", line_and_column(*text, error.byte))));
  } catch (const Json::exception&) {
    return tl::unexpected(broken(file, "it is no report of ampslint"));
  }
}

std::string with_notes(MergeFormat format, const std::string& finding,
                       const std::vector<std::pair<std::string, std::string>>& notes) {
  Json json = Json::parse(finding);
  if (format == MergeFormat::json) {
    for (const auto& [place, message] : notes) {
      Json note = Json::parse(place);
      note["message"] = message;
      json["related"].push_back(std::move(note));
    }
    return json.dump();
  }
  Json related = json.contains("relatedLocations") ? json["relatedLocations"] : Json::array();
  for (const auto& [place, message] : notes) {
    if (related.size() == max_related) break;
    Json note = {{"id", related.size() + 1}};
    note.update(Json::parse(place));
    note["message"] = {{"text", message + "."}};
    related.push_back(std::move(note));
  }
  Json whole;
  for (const auto& [name, value] : json.items()) {
    if (name != "relatedLocations") whole[name] = value;
    if (name == "locations") whole["relatedLocations"] = related;
  }
  return whole.dump();
}

}  // namespace ampslint
