#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/merge_conflict.hpp"
#include "base/suggest.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

struct Hint {
  std::string_view scheme;
  std::string_view meant;
};

/// What people write for a scheme of AMPS.
constexpr Hint hints[] = {{"http", "'tcp' with '?http_preflight=true', or 'ws'"},
                          {"https", "'tcps' with '?http_preflight=true', or 'wss'"},
                          {"ssl", "'tcps'"},
                          {"tls", "'tcps'"},
                          {"amps", "'tcp'"}};

std::string listed(std::span<const std::string_view> schemes) {
  std::string text;
  for (const std::string_view scheme : schemes) {
    text += fmt::format("{}'{}'", text.empty() ? "" : ", ", scheme);
  }
  return text;
}

std::string suggestion(std::string_view scheme, std::span<const std::string_view> offered) {
  for (const Hint& hint : hints) {
    if (equal_ignoring_case(hint.scheme, scheme)) {
      return fmt::format("; did you mean {}?", hint.meant);
    }
  }
  return did_you_mean(scheme, offered);
}

Diagnostic without_scheme(const ConnectionString& client,
                          std::span<const std::string_view> offered) {
  const std::string_view word = client.written.host;
  if (client.written.path.starts_with("//") && std::ranges::count(offered, word) != 0) {
    return {.where = client.at(word),
            .message = fmt::format("no ':' after the scheme '{}'", word),
            .fix = {{{{client.at(client.written.path.substr(0, 0)), ":"}}, true}}};
  }
  if (begins_conflict(client.text)) {
    return {.where = client.where,
            .message = fmt::format("'{}' begins a merge conflict that is not resolved",
                                   client.show(client.text))};
  }
  return {.where = client.at(0, 0),
          .message = fmt::format("there is no scheme; {} accepts {}", display_name(client.kind),
                                 listed(offered))};
}

void check(const ConnectionString& client, Diagnostics& found) {
  const std::span<const std::string_view> offered = schemes_of(client.kind);
  const std::string_view scheme = client.written.scheme;
  if (std::ranges::count(offered, scheme) != 0) return;
  if (scheme.empty()) return found.push_back(without_scheme(client, offered));
  // uri-scheme-case reports case, uri-surrounding-space what stands around the string.
  const std::size_t begin = scheme.find_first_not_of(" \t\r\n\"'");
  const std::string_view name = scheme.substr(std::min(begin, scheme.size()));
  const auto is_name = [name](auto known) { return equal_ignoring_case(known, name); };
  if (std::ranges::any_of(offered, is_name)) return;
  const std::string_view near = nearest(name, offered);
  Diagnostic diagnostic{
      .where = client.at(name),
      .message = fmt::format("{} has no scheme '{}', only {}{}", display_name(client.kind),
                             client.show(name), listed(offered), suggestion(name, offered))};
  if (!near.empty() && client.scheme == Scheme::unknown) {
    diagnostic.fix = {{{client.at(name), std::string(near)}}, false};
  }
  if (client.kind == ClientKind::csharp) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_scheme_unknown() {
  return {.severity = Severity::error, .check = check, .fixable = true, .about = About::address};
}

}  // namespace ampslint
