// Any bytes as the JSON that a resource of the Admin interface answers (the first byte says
// which), and what the live rules say of it.
#include "probe/admin.hpp"

#include "base/utf8.hpp"
#include "input.hpp"

namespace {

using namespace ampslint;

void demand_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    fuzz::demand(point.value != not_utf8_value);
    at += point.bytes;
  }
}

void demand_sound(const AdminSeen& seen, std::size_t size) {
  demand_utf8(seen.version);
  demand_utf8(seen.name);
  fuzz::demand(seen.version.size() <= size && seen.name.size() <= size);
  const std::vector<TransportSeen> none;
  for (const TransportSeen& one : seen.transports ? *seen.transports : none) demand_utf8(one.name);
  for (const DestinationSeen& one : seen.destinations) {
    demand_utf8(one.name);
    fuzz::demand(one.connected.has_value());
  }
}

constexpr std::string_view configuration = R"(<AMPSConfig><Name>fuzz</Name>
  <Admin><InetAddr>8085</InetAddr></Admin><Transports>
  <Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
  <Transport><Name>b</Name><Type>tcp</Type><InetAddr>9008</InetAddr></Transport></Transports>
  <Replication><Destination><Name>c</Name><SyncType>sync</SyncType><Transport>
    <Type>amps-replication</Type><InetAddr>other:9009</InetAddr></Transport></Destination>
  </Replication></AMPSConfig>)";

Observation ready() {
  return {.stages = {{.name = StageName::connect, .ok = true}}, .finished = true};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view resource = admin_resources[data[0] % admin_resources.size()];
  AdminSeen seen{.url = "http://db1:8085"};
  understand(resource, std::string(fuzz::text_of(data, size).substr(1)), seen);
  demand_sound(seen, size);
  const bool reported = !seen.version.empty() || !seen.name.empty() ||
                        seen.transports.has_value() || !seen.destinations.empty() ||
                        !seen.configuration.empty();
  if (!reported) return 0;
  static const fuzz::InputFile file("admin.xml", configuration);
  Request request;
  request.paths = {file.path()};
  request.clients = {"tcp://db1:9007/amps/json"};
  const Result<LintResult> result = check_observed(request, {ready()}, std::move(seen));
  fuzz::demand(result.has_value());
  fuzz::report_some(*result, size);
  return 0;
}
