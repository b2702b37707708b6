// Any bytes as a connection string that a whole run matches with a configuration, for one client
// kind after the other.
#include "input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ampslint;
  static const fuzz::InputFile configuration("match.xml",
                                             R"(<AMPSConfig><Name>fuzz</Name><Transports>
    <Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    <Transport><Name>b</Name><Type>tcp</Type><InetAddr>9008</InetAddr>
      <Protocol>websocket</Protocol></Transport></Transports></AMPSConfig>)");
  Request request;
  request.paths = {configuration.path()};
  request.clients = {std::string(fuzz::text_of(data, size))};
  request.client_kind = all_client_kinds[size % std::size(all_client_kinds)];
  fuzz::check_and_report(request, size / std::size(all_client_kinds));
  return 0;
}
