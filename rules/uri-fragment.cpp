#include <fmt/core.h>

#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  const Parts& parts = client.written;
  const std::size_t in_path = parts.path.find('#');
  const bool in_query = in_path == std::string_view::npos;
  const std::string_view part = in_query ? parts.query : parts.path;
  const std::size_t hash = part.find('#');
  if (hash == std::string_view::npos || !client.is_clear()) return;
  const bool c = is_c_family(client.kind);
  // A file name or a server's name that holds a '#' reaches the C library as it is.
  if (c && in_query && client.reading.accepts == true) return;
  Diagnostic diagnostic{
      .where = client.at(part.substr(hash)),
      .message = c ? fmt::format("{} does not support fragments: '#' is an ordinary character",
                                 display_name(client.kind))
                   : fmt::format("{} makes no use of a fragment", display_name(client.kind))};
  if (!c) diagnostic.severity = Severity::warning;
  found.push_back(std::move(diagnostic));
}

}  // namespace

Rule uri_fragment() { return {Severity::error, check}; }

}  // namespace ampslint
