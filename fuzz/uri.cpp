// Any bytes as a connection string, read as every kind of client reads it.
#include <algorithm>

#include "input.hpp"

namespace {

using namespace ampslint;

void demand_inside(Part part, std::string_view text) {
  if (!part.present()) return;
  fuzz::demand(part.data() >= text.data());
  fuzz::demand(part.data() + part.size() <= text.data() + text.size());
}

void demand_parts(const Parts& parts, std::string_view text) {
  for (const std::string_view part :
       {parts.scheme, parts.slashes, parts.user, parts.password.reveal(), parts.host, parts.port,
        parts.path, parts.prefix, parts.protocol, parts.message_type, parts.query}) {
    demand_inside(part, text);
  }
  for (const Option& option : parts.options) {
    demand_inside(option.key, text);
    demand_inside(option.value, text);
  }
}

bool is_in(const std::vector<Range>& ranges, std::size_t at) {
  return std::ranges::any_of(ranges,
                             [at](Range range) { return range.begin <= at && at < range.end; });
}

/// What a client would send as the password, nobody gets to see. (Behind a `?`, an `@` may be of an
/// option's value, and in a list taken for one string of the next one.)
void demand_hidden(const Reading& reading, std::string_view text) {
  const Parts& parts = reading.parts;
  if (reading.accepts != true || parts.password.empty()) return;
  if (scheme_named(parts.scheme) == Scheme::unknown || text.find('?') != text.npos) return;
  if (text.find("://") != parts.scheme.size() || text.rfind("://") != parts.scheme.size()) return;
  const auto secrets = secrets_of(text);
  const std::string_view password = parts.password.reveal();
  const auto begin = static_cast<std::size_t>(password.data() - text.data());
  for (std::size_t i = 0; i < password.size(); ++i) fuzz::demand(is_in(secrets, begin + i));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  demand_parts(read_as_written(text), text);
  for (const auto& [begin, end] : secrets_of(text)) {
    fuzz::demand(begin <= end && end <= text.size());
  }
  for (const ClientKind kind : all_client_kinds) {
    const Reading reading = read_as(kind, text);
    demand_parts(reading.parts, text);
    fuzz::demand(reading.accepts != false || !reading.error.empty());
    fuzz::demand(reading.accepts != true || reading.error.empty());
    demand_hidden(reading, text);
  }
  return 0;
}
