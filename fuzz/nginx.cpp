// Any bytes as the configuration of an nginx in front of instances, which may include itself; and
// what the rules say of strings that go through it.
#include "load/proxies/nginx.hpp"

#include "input.hpp"

namespace {

using namespace ampslint;

constexpr std::string_view workspace = R"([[instance]]
configuration = "amps.xml"
hosts = ["db1"]
[[proxy]]
name = "edge"
listen = ["https://edge:443", "http://edge:80"]
nginx = "nginx.conf"
)";

constexpr std::string_view configuration = R"(<AMPSConfig><Name>fuzz</Name><Transports>
  <Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
  <Transport><Name>b</Name><Type>tcp</Type><InetAddr>9008</InetAddr>
    <Protocol>websocket</Protocol></Transport></Transports></AMPSConfig>)";

/// Whether it includes what lies elsewhere: a pattern such as `/*/*/*` would keep the disk busy.
bool leads_elsewhere(std::string_view text) {
  for (std::size_t at = text.find("include"); at != text.npos; at = text.find("include", at + 1)) {
    const std::string_view rest = text.substr(at);
    const std::size_t name = rest.find_first_of(" \t\r\n'\"#");
    if (name == rest.npos) continue;
    if (rest.substr(name, rest.find_first_of(";}", name) - name).find('/') != rest.npos)
      return true;
  }
  return false;
}

void demand_text(const Sources& sources, const Text& text) {
  if (!text) return;
  // What has escapes stands for something else.
  const std::string_view written = sources.text(text.where);
  const bool is_made = text.value == "proxy_set_header" || text.value == "Host";
  fuzz::demand(written == text.value || written.find('\\') != written.npos || is_made);
}

void demand_location(const Sources& sources, const NginxLocation& location) {
  demand_text(sources, location.path);
  demand_text(sources, location.proxy_pass);
  demand_text(sources, location.http_version);
  for (const NginxLocation& inner : location.locations) {
    fuzz::demand(sources.text(inner.where).starts_with("location"));
    demand_location(sources, inner);
  }
}

void demand_upstreams(const Sources& sources, const std::vector<NginxUpstream>& upstreams) {
  for (const NginxUpstream& upstream : upstreams) {
    demand_text(sources, upstream.name);
    for (const Text& server : upstream.servers) demand_text(sources, server);
  }
}

void demand_sound(const Sources& sources, const Nginx& nginx) {
  for (const NginxServer& server : nginx.servers) {
    fuzz::demand(sources.text(server.where).starts_with("server"));
    for (const Text& name : server.names) demand_text(sources, name);
    demand_location(sources, server.outer);
  }
  demand_upstreams(sources, nginx.upstreams);
  demand_upstreams(sources, nginx.stream_upstreams);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (leads_elsewhere(text)) return 0;
  const fuzz::InputFile file("nginx.conf", text);
  Sources sources;
  NginxAmount amount;
  const Result<Nginx> nginx = read_nginx(disk(), file.path(), sources, amount);
  if (!nginx) {
    fuzz::demand(!nginx.error().what.empty());
    return 0;
  }
  demand_sound(sources, *nginx);
  if (nginx->servers.empty() && nginx->stream_servers.empty()) return 0;
  static const fuzz::InputFile amps("amps.xml", configuration);
  static const fuzz::InputFile declared("ampslint.toml", workspace);
  Request request;
  request.workspace = declared.path();
  request.clients = {"tcps://edge:443/amps/json?http_preflight=true", "wss://edge/amps/json",
                     "tcp://edge:80/a/amps/json?http_preflight=true", "tcp://db1:9007/amps/json"};
  fuzz::check_and_report(request, size);
  return 0;
}
