#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/options.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const bool go = client.kind == ClientKind::go;
  const bool java = client.kind == ClientKind::java && client.reading.accepts == false;
  const bool fails = go || java || is_c_family(client.kind);
  // The parts that Go reads hold nothing with a `;`.
  for (const Option& option : (go ? client.written : client.parts()).options) {
    const std::size_t length = html_ampersand(option.key);
    if (length == 0) continue;
    const std::string_view rest = option.key.substr(0, length);
    found.push_back(
        {.where = client.at(rest),
         .message = fmt::format(
             "'&{}' is XML or HTML for '&'; a connection string needs a plain '&'", rest),
         .fix = {{{{client.at(rest), ""}}, fails && !go}}});
    if (!fails) found.back().severity = Severity::warning;
  }
}

}  // namespace

Rule uri_query_html_ampersand() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
