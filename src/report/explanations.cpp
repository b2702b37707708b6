#include "report/explanations.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "base/ascii.hpp"
#include "base/plural.hpp"
#include "base/printable.hpp"
#include "model/redactor.hpp"
#include "model/symptoms/match.hpp"
#include "report/json_value.hpp"
#include "report/sink.hpp"

namespace ampslint {
namespace {

/// A line that was pasted, and what it shows.
struct Explained {
  std::string line;
  std::vector<const Symptom*> symptoms;
};

/// People paste strings with passwords.
std::string shown(std::string_view line) {
  constexpr std::size_t longest = 400;
  std::string text = Redactor().clean(std::string(line.substr(0, 4 * longest)));
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end) + "…";
}

/// The lines that show something, each different one once.
std::vector<Explained> explained(std::string_view text, std::size_t& unknown) {
  std::vector<Explained> lines;
  std::set<std::string, std::less<>> seen;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view words = without_blanks(line);
    if (words.empty() || !seen.emplace(words).second) continue;
    std::vector<const Symptom*> found = symptoms_in(words);
    if (found.empty()) {
      ++unknown;
    } else {
      lines.push_back({.line = shown(words), .symptoms = std::move(found)});
    }
  }
  return lines;
}

void write_text(const Symptom& symptom, std::ostream& out) {
  std::string text(symptom.text);
  for (std::size_t at = text.find("{}"); at != npos; at = text.find("{}")) text.replace(at, 2, "…");
  out << fmt::format("  {}: {}\n", text, symptom.means);
  if (!symptom.causes.empty()) out << "  likely causes:\n";
  std::size_t number = 0;
  for (const Cause& cause : symptom.causes) {
    out << fmt::format("    {}. {}", ++number, cause.what);
    if (!cause.rules.empty()) out << fmt::format(" [{}]", fmt::join(cause.rules, ", "));
    out << '\n';
  }
  if (!symptom.next.empty()) out << "  next:\n";
  for (const std::string_view step : symptom.next) out << "    " << step << '\n';
  out << "  source: " << symptom.source << "\n\n";
}

json::Value json_of(const Cause& cause) {
  return json::object({{"cause", cause.what}, {"rules", json::array_of(cause.rules)}});
}

json::Value json_of(const Symptom& symptom) {
  return json::object(
      {{"text", symptom.text},
       {"kind", to_string(symptom.kind)},
       {"means", symptom.means},
       {"causes",
        json::array_of(symptom.causes, [](const Cause& cause) { return json_of(cause); })},
       {"next", json::array_of(symptom.next)},
       {"source", symptom.source}});
}

Error not_known(std::string_view text) {
  const std::string_view first = without_blanks(text);
  const std::string_view line = first.substr(0, first.find('\n'));
  const std::string_view near = nearest_symptom(first);
  constexpr std::string_view help =
      "'ampslint explain' takes the words of a client's exception, a line or a code of AMPS's log, "
      "a TLS alert or an HTTP status";
  if (line.empty()) return {.what = "nothing to explain", .help = std::string(help)};
  return {.what = fmt::format("'{}' is not known{}", printable_start(shown(line)),
                              near.empty() ? "" : fmt::format("; the nearest is '{}'", near)),
          .help = std::string(help)};
}

}  // namespace

void write_page_json(std::string_view name, std::string_view page, std::ostream& out) {
  out << json::indented(json::object({{"name", name}, {"page", page}})) << '\n';
}

Result<void> write_explanations(std::string_view text, bool json, std::ostream& to) {
  std::size_t unknown = 0;
  const std::vector<Explained> lines = explained(text, unknown);
  if (lines.empty()) return tl::unexpected(not_known(text));
  if (json) {
    const json::Value all = json::array_of(lines, [](const Explained& one) {
      return json::object(
          {{"line", one.line},
           {"explanations", json::array_of(one.symptoms, [](const Symptom* symptom) {
              return json_of(*symptom);
            })}});
    });
    to << json::indented(all) << '\n';
    return {};
  }
  Sink out(to);
  for (const Explained& one : lines) {
    out << one.line << "\n\n";
    for (const Symptom* symptom : one.symptoms) write_text(*symptom, out);
  }
  if (unknown > 0) {
    out << fmt::format("{} more not known\n", counted(unknown, "line"));
  }
  out << "'ampslint explain RULE' prints the page of a rule.\n";
  return {};
}

}  // namespace ampslint
