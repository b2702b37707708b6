// Any bytes as a connection string, read as every kind of client reads it.
#include "input.hpp"

namespace {

using namespace ampslint;

void demand_inside(std::string_view part, std::string_view text) {
  if (!present(part)) return;
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  demand_parts(read_as_written(text), text);
  for (const ClientKind kind : all_client_kinds) {
    const Reading reading = read_as(kind, text);
    demand_parts(reading.parts, text);
    fuzz::demand(reading.accepts != false || !reading.error.empty());
    fuzz::demand(reading.accepts != true || reading.error.empty());
  }
  static const fuzz::InputFile configuration("uri.xml", R"(<AMPSConfig><Name>fuzz</Name><Transports>
    <Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    <Transport><Name>b</Name><Type>tcp</Type><InetAddr>9008</InetAddr>
      <Protocol>websocket</Protocol></Transport></Transports></AMPSConfig>)");
  Request request;
  request.paths = {configuration.path()};
  request.clients = {std::string(text)};
  request.client_kind = all_client_kinds[size % std::size(all_client_kinds)];
  fuzz::check_and_report(request, size / std::size(all_client_kinds));
  return 0;
}
