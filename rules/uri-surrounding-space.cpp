#include <fmt/core.h>

#include <algorithm>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

constexpr std::string_view blanks = " \t\r\n\"'";

void check(const ConnectionString& client, Diagnostics& found) {
  const std::string_view text = client.text;
  const auto is_word = [](char c) { return c >= '#' && c <= '~' && c != '\''; };
  if (!text.empty() && is_word(text.front()) && is_word(text.back())) return;
  const std::size_t first = std::min(text.find_first_not_of(blanks), text.size());
  const std::size_t last = text.find_last_not_of(blanks) + 1;  // 0 where there is none
  if (first == text.size() || (first == 0 && last == text.size())) return;
  const std::size_t behind = text.size() - last;
  const bool quoted = text.substr(0, first).find_first_of("\"'") != std::string_view::npos ||
                      text.find_first_of("\"'", last) != std::string_view::npos;
  const bool broken = text.find_first_of("\r\n") != std::string_view::npos;
  Diagnostic diagnostic{
      .where = first > 0 ? client.at(0, first) : client.at(last, behind),
      .message = fmt::format("{} {} the connection string {} part of it for {}",
                             quoted   ? "a quote"
                             : broken ? "a line end"
                                      : "white space",
                             first > 0 && behind > 0 ? "around"
                             : first > 0             ? "before"
                                                     : "behind",
                             "becomes", display_name(client.kind)),
      .fix = Fix{},
  };
  if (first > 0) diagnostic.fix->edits.push_back({client.at(0, first), ""});
  if (behind > 0) diagnostic.fix->edits.push_back({client.at(last, behind), ""});
  // A WebSocket drops blanks in front; a value of the client's own may end in one.
  const bool in_front_only = client.kind == ClientKind::javascript && behind == 0 && !quoted;
  const bool in_value = is_c_family(client.kind) && client.reading.accepts == true && first == 0 &&
                        !client.reading.parts.options.empty();
  if (in_front_only || in_value) diagnostic.severity = Severity::warning;
  diagnostic.fix->safe = !in_value;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_surrounding_space() {
  return {.severity = Severity::error, .check = check, .fixable = true};
}

}  // namespace ampslint
