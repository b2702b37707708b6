// Any bytes as a file of known findings: it takes findings away and adds none, whatever it says.
#include <map>

#include "input.hpp"

namespace {

using namespace ampslint;

constexpr std::string_view configuration =
    R"(<AMPSConfig><Name>fuzz</Name><Nmae>x</Nmae><Transports>
  <Transport><Name>a</Name><Type>tpc</Type><InetAddr>9007</InetAddr></Transport>
  <Transport><Name>a</Name><Type>tcp</Type><InetAddr>900x</InetAddr></Transport>
  </Transports></AMPSConfig>)";

using Found = std::tuple<Span, std::uint16_t, std::string>;

std::map<Found, int> counted(const LintResult& result) {
  std::map<Found, int> counts;
  for (const Diagnostic& one : result.diagnostics) ++counts[{one.where, one.rule, one.message}];
  return counts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::InputFile amps("amps.xml", configuration);
  Request request;
  request.paths = {amps.path()};
  request.clients = {"tcp://db1:9007/amps/json", "tcp://user:secret@db1:9009/amps/jsno"};
  static const Result<LintResult> all = check(request);
  static const std::map<Found, int> known = counted(*all);
  const fuzz::InputFile file("baseline.json", fuzz::text_of(data, size));
  request.baseline = file.path();
  const Result<LintResult> result = check(request);
  if (!result) {
    fuzz::demand(result.error().what.find(file.path()) != std::string::npos);
    return 0;
  }
  for (const auto& [found, times] : counted(*result)) {
    const auto same = known.find(found);
    fuzz::demand(same != known.end() && times <= same->second);
  }
  for (std::size_t i = 0; i < result->connections.size(); ++i) {
    fuzz::demand(result->connections[i].verdict == all->connections[i].verdict);
  }
  fuzz::report_some(*result, size);
  return 0;
}
