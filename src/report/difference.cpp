#include "report/difference.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "base/plural.hpp"
#include "base/printable.hpp"
#include "check/verdict.hpp"
#include "model/changes.hpp"
#include "report/formats/markdown.hpp"
#include "report/json_value.hpp"
#include "report/public_json.hpp"
#include "report/sink.hpp"
#include "report/table.hpp"

namespace ampslint {
namespace {

/// Longer values are cut in tables; JSON has all of them.
std::string side_text(const api::ChangedElement& side) {
  if (!side.given && !side.is_default) return "-";
  const std::string text = side.value.empty() ? "(empty)" : printable_start(side.value);
  return side.is_default ? text + " (default)" : text;
}

std::string position_text(const api::Place& place) {
  return fmt::format("{}:{}", place.start.line, place.start.column);
}

std::string place_text(const api::Place& place) {
  return fmt::format("{}:{}", printable(place.path), position_text(place));
}

/// A file is named once.
std::string places_text(const std::optional<api::Place>& before,
                        const std::optional<api::Place>& after) {
  if (!before || !after) return before || after ? place_text(before ? *before : *after) : "";
  return fmt::format("{} -> {}", place_text(*before),
                     before->path == after->path ? position_text(*after) : place_text(*after));
}

/// Where it stands: of what is on one side only, there.
std::string places_text(const api::Change& change) {
  return places_text(change.before.given ? change.before.where : std::nullopt,
                     change.after.given ? change.after.where : std::nullopt);
}

Paint paint_of(ChangeKind kind) {
  constexpr Paint paints[] = {Paint::yellow, Paint::green, Paint::red, Paint::blue};
  return paints[static_cast<std::size_t>(kind)];
}

/// Of an instance: what became of it, and where it lies.
std::string head_of(const api::InstanceDiff& instance) {
  if (!instance.before) return fmt::format("is new ({})", printable(*instance.after));
  if (!instance.after)
    return fmt::format("is not there any more ({})", printable(*instance.before));
  if (instance.before == instance.after) return fmt::format("({})", printable(*instance.before));
  return fmt::format("({} -> {})", printable(*instance.before), printable(*instance.after));
}

std::string verdict_text(const api::Connection& connection) {
  std::string text(to_string(connection.verdict));
  if (connection.transport) text += " " + printable(*connection.transport);
  return text;
}

std::string destination_text(const api::PeerChange& change) {
  return printable(fmt::format("{}/{}", change.instance, change.destination));
}

std::string peer_text(const api::PeerChange& change) {
  const std::string peer = printable(change.peer);
  return change.lost ? fmt::format("loses '{}'", peer) : fmt::format("gains '{}'", peer);
}

struct DiffTotals {
  std::size_t changes = 0;
  std::size_t instances = 0;  ///< that are new or gone
  std::size_t broken = 0;
  std::size_t lost = 0;
};

DiffTotals totals_of(const api::Difference& difference) {
  DiffTotals totals;
  for (const api::InstanceDiff& instance : difference.instances) {
    totals.changes += instance.changes.size();
    if (!instance.before || !instance.after) ++totals.instances;
  }
  totals.broken = static_cast<std::size_t>(
      std::ranges::count(difference.connections, true, &api::VerdictChange::breaks));
  totals.lost =
      static_cast<std::size_t>(std::ranges::count(difference.peers, true, &api::PeerChange::lost));
  return totals;
}

std::string summary_of(const api::Difference& difference) {
  const std::string compared =
      fmt::format("compared {} and {}", counted(difference.compared_instances, "instance"),
                  counted(difference.compared_connections, "connection string"));
  if (!difference.any()) return compared + ": no difference";
  const DiffTotals totals = totals_of(difference);
  std::string text = fmt::format("{}: {}", compared, counted(totals.changes, "change"));
  if (totals.instances > 0) {
    text += fmt::format(", {} new or gone", counted(totals.instances, "instance"));
  }
  if (!difference.connections.empty()) {
    text += fmt::format(", {} with another verdict ({} broken)",
                        counted(difference.connections.size(), "connection string"), totals.broken);
  }
  if (!difference.peers.empty()) {
    text += fmt::format(", {} lost and {} gained", counted(totals.lost, "peer"),
                        difference.peers.size() - totals.lost);
  }
  return text;
}

void write_instances(const api::Difference& difference, const ReportOptions& options,
                     std::ostream& out) {
  for (const api::InstanceDiff& instance : difference.instances) {
    out << painted(printable(instance.name), Paint::bold, options) << ' ' << head_of(instance)
        << '\n';
    Table table({"change", "element", "before", "after", "place"});
    for (const api::Change& change : instance.changes) {
      table.add({Cell(std::string(to_string(change.kind)), paint_of(change.kind)),
                 Cell(printable(change.element)), Cell(side_text(change.before)),
                 Cell(side_text(change.after)), Cell(places_text(change))});
    }
    if (!table.empty()) table.write(2, options, out);
    out << '\n';
  }
}

void write_strings(const api::Difference& difference, const ReportOptions& options,
                   std::ostream& out) {
  if (difference.connections.empty()) return;
  Table table({"connection string", "before", "after", "place"});
  for (const api::VerdictChange& change : difference.connections) {
    table.add({Cell(printable(change.before.string)),
               Cell(verdict_text(change.before), paint_of(change.before.verdict)),
               Cell(verdict_text(change.after), paint_of(change.after.verdict)),
               Cell(place_text(change.after.where))});
  }
  table.write(0, options, out);
  for (const api::VerdictChange& change : difference.connections) {
    if (change.reason.empty()) continue;
    out << printable(change.before.string) << ": " << printable(change.reason) << '\n';
  }
  out << '\n';
}

void write_peers(const api::Difference& difference, const ReportOptions& options,
                 std::ostream& out) {
  if (difference.peers.empty()) return;
  Table table({"destination", "peer", "place", "reason"});
  for (const api::PeerChange& change : difference.peers) {
    table.add({Cell(destination_text(change)),
               Cell(peer_text(change), change.lost ? Paint::red : Paint::green),
               Cell(places_text(change.before, change.after)), Cell(printable(change.reason))});
  }
  table.write(0, options, out);
  out << '\n';
}

json::Value side_json(const api::ChangedElement& side) {
  return json::object({{"value", side.given || side.is_default ? json::Value(side.value) : nullptr},
                       {"given", side.given},
                       {"default", side.is_default},
                       {"place", place_json(side.where)}});
}

json::Value change_json(const api::Change& change) {
  return json::object({{"kind", to_string(change.kind)},
                       {"element", change.element},
                       {"before", side_json(change.before)},
                       {"after", side_json(change.after)}});
}

json::Value text_or_null(const std::optional<std::string>& text) {
  return text ? json::Value(*text) : nullptr;
}

json::Value instance_diff_json(const api::InstanceDiff& instance) {
  return json::object({{"name", instance.name},
                       {"before", text_or_null(instance.before)},
                       {"after", text_or_null(instance.after)},
                       {"changes", json::array_of(instance.changes, change_json)}});
}

json::Value reached_json(const api::Connection& connection) {
  return json::object({{"verdict", to_string(connection.verdict)},
                       {"instance", text_or_null(connection.instance)},
                       {"transport", text_or_null(connection.transport)}});
}

json::Value verdict_json(const api::VerdictChange& change) {
  return json::object({{"string", change.after.string},
                       {"client_kind", change.after.client_kind},
                       {"place", place_json(change.after.where)},
                       {"before", reached_json(change.before)},
                       {"after", reached_json(change.after)},
                       {"breaks", change.breaks},
                       {"reason", change.reason}});
}

json::Value peer_json(const api::PeerChange& change) {
  return json::object({{"instance", change.instance},
                       {"destination", change.destination},
                       {"peer", change.peer},
                       {"change", change.lost ? "lost" : "gained"},
                       {"reason", change.reason},
                       {"before", place_json(change.before)},
                       {"after", place_json(change.after)}});
}

/// Rows of a table in Markdown: one that is longer is not read.
constexpr std::size_t most_changes = 500;

void write_rest(std::size_t rows, std::ostream& out) {
  if (rows > most_changes) out << fmt::format("\n{} more are not shown.\n", rows - most_changes);
  out << '\n';
}

void write_changes_markdown(const api::InstanceDiff& instance, std::ostream& out) {
  out << fmt::format("### {} {}\n\n", markdown_cell(instance.name),
                     markdown_cell(head_of(instance)));
  if (instance.changes.empty()) return;
  out << "| change | element | before | after | place |\n| --- | --- | --- | --- | --- |\n";
  std::size_t rows = 0;
  for (const api::Change& change : instance.changes) {
    if (rows++ >= most_changes) continue;
    out << fmt::format("| {} | {} | {} | {} | {} |\n", to_string(change.kind),
                       markdown_cell(change.element), markdown_cell(side_text(change.before)),
                       markdown_cell(side_text(change.after)), markdown_cell(places_text(change)));
  }
  write_rest(rows, out);
}

void write_strings_markdown(const api::Difference& difference, std::ostream& out) {
  if (difference.connections.empty()) return;
  out << "### Connection strings\n\n"
         "| connection string | before | after | reason |\n| --- | --- | --- | --- |\n";
  std::size_t rows = 0;
  for (const api::VerdictChange& change : difference.connections) {
    if (rows++ >= most_changes) continue;
    const std::string after = markdown_cell(verdict_text(change.after));
    out << fmt::format("| {} | {} | {} | {} |\n", markdown_cell(change.after.string),
                       markdown_cell(verdict_text(change.before)),
                       change.breaks ? fmt::format("**{}**", after) : after,
                       markdown_cell(change.reason));
  }
  write_rest(rows, out);
}

void write_peers_markdown(const api::Difference& difference, std::ostream& out) {
  if (difference.peers.empty()) return;
  out << "### Destinations\n\n| destination | peer | reason |\n| --- | --- | --- |\n";
  std::size_t rows = 0;
  for (const api::PeerChange& change : difference.peers) {
    if (rows++ >= most_changes) continue;
    const std::string peer = markdown_cell(peer_text(change));
    out << fmt::format("| {} | {} | {} |\n", markdown_cell(destination_text(change)),
                       change.lost ? fmt::format("**{}**", peer) : peer,
                       markdown_cell(change.reason));
  }
  write_rest(rows, out);
}

}  // namespace

void write_difference_text(const api::Difference& difference, const ReportOptions& options,
                           std::ostream& out) {
  Sink text(out);
  write_instances(difference, options, text);
  write_strings(difference, options, text);
  write_peers(difference, options, text);
  text << summary_of(difference) << '\n';
}

void write_difference_json(const api::Difference& difference, std::ostream& out) {
  const DiffTotals totals = totals_of(difference);
  const json::Value summary = json::object({{"instances", difference.compared_instances},
                                            {"connections", difference.compared_connections},
                                            {"changes", totals.changes},
                                            {"broken", totals.broken},
                                            {"peers_lost", totals.lost},
                                            {"peers_gained", difference.peers.size() - totals.lost},
                                            {"differs", difference.any()},
                                            {"breaking", difference.breaks()}});
  out << json::indented(
             json::object({{"version", 1},
                           {"tool", tool_json()},
                           {"instances", json::array_of(difference.instances, instance_diff_json)},
                           {"connections", json::array_of(difference.connections, verdict_json)},
                           {"destinations", json::array_of(difference.peers, peer_json)},
                           {"summary", summary}}))
      << '\n';
}

void write_difference_markdown(const api::Difference& difference, std::ostream& out) {
  out << "## ampslint diff\n\n";
  for (const api::InstanceDiff& instance : difference.instances) {
    write_changes_markdown(instance, out);
  }
  write_strings_markdown(difference, out);
  write_peers_markdown(difference, out);
  out << summary_of(difference) << '\n';
}

}  // namespace ampslint
