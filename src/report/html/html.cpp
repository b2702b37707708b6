// One page for people, without anything from elsewhere. Without JavaScript it is a plain table.
#include <fmt/core.h>

#include <ostream>

#include "check/rule.hpp"
#include "report/formats/text.hpp"
#include "report/frame.hpp"
#include "report/html/page.hpp"
#include "report/report.hpp"
#include "report/xml_escape.hpp"

namespace ampslint {
namespace {

/// Both sides of a marker.
std::pair<std::string_view, std::string_view> split(std::string_view page, std::string_view at) {
  const std::size_t found = page.find(at);
  return {page.substr(0, found), page.substr(found + at.size())};
}

void write_plain_table(const LintResult& result, std::ostream& out) {
  const std::vector<std::size_t> shown = strings_on_page(result);
  if (shown.empty()) return;
  out << "<table><thead><tr><th>connection string</th><th>verdict</th><th>instance</th>"
         "<th>transport</th></tr></thead>\n<tbody>\n";
  for (const std::size_t i : shown) {
    const Connection& connection = result.connections[i];
    out << fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                       xml_text(string_of(connection)), to_string(connection.verdict),
                       xml_text(instance_of(result, connection)),
                       xml_text(transport_of(result, connection)));
  }
  out << "</tbody></table>\n";
  if (shown.size() < result.connections.size()) {
    out << fmt::format("<p>{} more are not shown.</p>\n", result.connections.size() - shown.size());
  }
}

void write_plain_findings(const LintResult& result, std::ostream& out) {
  if (result.diagnostics.empty()) return;
  out << "<ul>\n";
  std::size_t written = 0;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (written++ == most_on_page) break;
    out << fmt::format("<li>{}</li>\n", xml_text(one_line(result, diagnostic)));
  }
  out << "</ul>\n";
}

/// Their pages, for the page's script to show.
void write_rule_pages(const LintResult& result, const std::vector<std::uint16_t>& rules,
                      std::ostream& out) {
  for (const std::uint16_t rule : rules) {
    const NamedRule& named = result.inputs.rules[rule];
    const bool is_policy = named.id.starts_with(policy_prefix);
    const std::string page = is_policy ? fmt::format("<pre>{}</pre>", xml_text(named.page))
                                       : std::string(rule_page(named.id));
    out << fmt::format("<template id=\"rule-{}\">{}</template>\n", named.id, page);
  }
}

}  // namespace

void report_html(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  const auto [head, body] = split(html_page(), "<!--table-->");
  const auto [middle, rest] = split(body, "<!--data-->");
  const auto [behind_data, tail] = split(rest, "<!--rules-->");
  if (options.refresh > 0) {
    // The page of a server asks it for more, and nobody else.
    constexpr std::string_view nothing = "default-src 'none'";
    const auto [before, after] = split(head, nothing);
    out << before << nothing << "; connect-src 'self'" << after;
  } else {
    out << head;
  }
  write_plain_table(result, out);
  write_plain_findings(result, out);
  out << "<p>";
  write_summary(result, {}, out);
  out << "</p>" << middle;
  const std::vector<std::uint16_t> rules = write_page_data(result, options, out);
  out << behind_data;
  write_rule_pages(result, rules, out);
  out << tail;
}

}  // namespace ampslint
