#include "model/element_help.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <utility>

#include "base/ascii.hpp"
#include "model/modules.hpp"
#include "model/schema.hpp"

namespace ampslint {
namespace {

std::string place_of(const ContentModel& model, const SchemaElement& row) {
  return fmt::format("{}/{}", model.name, row.name);
}

/// The whole place, or its last parts; with `*` for any element.
bool is_at(std::string_view place, std::string_view path) {
  if (path == "*") return true;
  if (path.ends_with("/*")) {
    path.remove_suffix(2);
    place = place.substr(0, place.rfind('/'));
  }
  if (path.size() > place.size()) return false;
  const std::size_t begin = place.size() - path.size();
  return equal_ignoring_case(place.substr(begin), path) && (begin == 0 || place[begin - 1] == '/');
}

std::string_view kind_of(const SchemaElement& row) {
  using enum ValueKind;
  static constexpr std::pair<ValueKind, std::string_view> kinds[] = {
      {none, "elements"},
      {text, "text"},
      {path, "a path"},
      {file, "the path of an existing file"},
      {secret_file, "the path of an existing file"},
      {folder, "the path of an existing folder"},
      {address, "an address: PORT, IP:PORT or [IPv6]:PORT"},
      {boolean, "true or false"},
      {bytes, "a size, as in 10MB"},
      {memory, "a size, as in 10MB, or a percentage"},
      {log_size, "a size in decimal units, as in 100MB"},
      {interval, "an interval, as in 10s"},
      {intervals, "an interval, or several separated by commas"},
      {percentage, "a percentage, as in 50%"},
      {octal, "an octal mask, as in 0640"},
      {integer, "a number"},
      {version, "a version, as in 5.3.4"},
      {pattern, "a regular expression"},
      {header, "a header, as in 'Name: value'"},
      {struct_field, "a field, as in '/price = <d' or '/symbol = 8s'"},
      {topic, "the name of a topic"},
      {topics, "the name of a topic, or a regular expression for several"},
      {topic_format, "the name of a topic, with '%n' for that of the underlying one"},
      {glob, "a pattern for files, as in /var/log/amps/*.log"},
      {bookmark, "a bookmark, a time, or one of"},
      {schedule, "an interval, a time or a day with a time, as in 'Saturday at 00:30Z'"},
      {signal_name, "the name of a signal, as in SIGUSR1"},
      {path_step, "one step of a path"},
      {variable, "the name of a variable to set"},
      {assignment, "a variable to set, as in ID=/order/id"},
      {error_codes, "codes of messages or patterns for them, separated by commas"},
      {lookup, "a lookup: NAME;COUNT;TYPE;TOPIC;RETURN_FIELD;FIELD"},
      {expression, "an expression"},
      {filter, "an expression that always gives the same result, as a condition"},
      {condition, "an expression, as a condition"},
      {identifier, "a field, as in /order/id"},
      {view_identifier, "a field, as in /order/id or [orders]./id"},
      {join, "two fields, as in [orders].[/id] = [parts].[/id]"},
      {field, "an expression and the field that it sets, as in UPPER(/name) AS /name"},
      {enrichment_field, "an expression and the field that it sets, as in /a + /b AS /sum"},
      {view_field, "an expression and the field that it sets, as in SUM(/price) AS /total"},
      {choice, "one of"},
      {www_authenticate, "one of"},
      {choices, "any of, separated by spaces"},
      {list, "any of, separated by commas"},
      {protocol, "the name of a protocol"},
      {message_type, "the name of a message type"},
      {transport, "the name of a transport"},
  };
  const auto* found =
      std::ranges::find(kinds, row.value, &std::pair<ValueKind, std::string_view>::first);
  return found == std::end(kinds) ? "the name of a module" : found->second;
}

void write_line(std::ostream& out, std::string_view what, std::string_view text) {
  if (!text.empty()) out << fmt::format("  {:<10}{}\n", what, text);
}

std::string variants(const ContentModel& model, std::string_view words_of) {
  if (words_of.empty() || words_of == every_variant)
    return std::string(words_of.empty() ? "" : "always");
  return fmt::format("with {} {}", model.decided_by, fmt::join(words(words_of), ", "));
}

std::string_view standing_of(const SchemaElement& row) {
  switch (row.standing) {
    case Standing::legacy:
      return "an older spelling that is still accepted";
    case Standing::obsolete:
      return "of an older version, no longer in the manual";
    case Standing::undocumented:
      return "not in the manual, but found in configurations of real servers";
    default:
      return {};
  }
}

std::string content_of(const SchemaElement& row) {
  if (row.content == open_content) return "not in the schema: never reported";
  if (row.content == content_by_module)
    return "the options of the module; those of unknown modules are never reported";
  const ContentModel* model = content_model(row.content);
  if (model == nullptr) return {};
  std::string names = fmt::format("{}", fmt::join(names_in(*model), ", "));
  if (!model->complete) names += ", and others that are not in the schema";
  return names;
}

std::string value_of(const SchemaElement& row) {
  std::string text(kind_of(row));
  if (row.value == ValueKind::interval && !row.choices.empty()) text += ", or one of";
  if (!row.choices.empty()) text += fmt::format(" {}", fmt::join(words(row.choices), ", "));
  const auto built_in = built_in_names(row.value);
  if (!built_in.empty()) text += fmt::format("; built in: {}", fmt::join(built_in, ", "));
  return text;
}

void write_row(const ContentModel& model, const SchemaElement& row, std::ostream& out) {
  out << place_of(model, row) << "\n";
  write_line(out, "value", value_of(row));
  write_line(out, "holds", content_of(row));
  write_line(out, "default", row.default_value);
  if (!row.default_before.empty()) {
    write_line(out, "", fmt::format("{} before {}", row.default_before, row.default_since));
  }
  write_line(out, "least", row.least);
  write_line(out, "most", row.most);
  write_line(out, "occurs", row.occurs == Occurs::many ? "any number of times" : "once");
  write_line(out, "required", variants(model, row.required));
  write_line(out, "allowed", variants(model, row.allowed));
  write_line(out, "not with", fmt::format("{}", fmt::join(words(row.excludes), ", ")));
  write_line(out, "only with", row.needs);
  write_line(out, "note", row.notice);
  write_line(out, "standing", standing_of(row));
  write_line(out, "means", row.synonym_of);
  write_line(out, "since", row.since);
  write_line(out, "manual", row.manual.empty() ? model.manual : row.manual);
}

}  // namespace

std::string help_on(const ContentModel& model, const SchemaElement& row) {
  std::ostringstream out;
  write_row(model, row, out);
  return out.str();
}

bool write_element(const std::string& path, std::ostream& out) {
  bool any = false;
  for (const ContentModel& model : schema()) {
    for (const SchemaElement& row : model.rows) {
      if (!is_at(place_of(model, row), path)) continue;
      if (any) out << "\n";
      write_row(model, row, out);
      any = true;
    }
  }
  return any;
}

std::vector<std::string> element_places() {
  std::vector<std::string> places;
  for (const ContentModel& model : schema()) {
    for (const SchemaElement& row : model.rows) places.push_back(place_of(model, row));
  }
  return places;
}

}  // namespace ampslint
