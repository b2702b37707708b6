#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/source.hpp"
#include "base/text.hpp"

namespace ampslint {

/// How a `location` is compared with a request's path ("ngx_http_core_module" of nginx's manual).
enum class LocationKind : std::uint8_t {
  prefix,
  prefix_before_regex,
  exact,
  regex,
  regex_any_case
};

/// A `location`, with what it has from the blocks around it.
struct NginxLocation {
  Span where;
  LocationKind kind = LocationKind::prefix;
  Text path;
  Text proxy_pass;  ///< absent: it passes nothing on
  Text upgrade;     ///< what it sends as `Upgrade`; absent: nothing
  Text connection;  ///< what it sends as `Connection`; absent: `close`
};

/// A `listen` of a server: `443`, `*:443`, `10.0.0.7:443`, `[::]:443`.
struct NginxListen {
  Text address;
  bool tls = false;
};

struct NginxServer {
  Span where;
  std::vector<NginxListen> listens;
  std::vector<Text> names;
  std::vector<NginxLocation> locations;
};

struct NginxUpstream {
  Text name;
  std::vector<Text> servers;
};

/// The servers of an nginx configuration, its includes followed.
struct Nginx {
  std::vector<NginxServer> servers;
  std::vector<NginxUpstream> upstreams;
  std::vector<std::string> notices;  ///< on includes that are not read
};

/// What was read of a run's nginx configurations: limits are for all of them.
struct NginxAmount {
  std::size_t files = 0;
  std::size_t words = 0;
  std::size_t entries = 0;  ///< files and folders that includes looked at
};

/// Reads an nginx configuration. An error where a file cannot be read, its braces and quotes do not
/// fit, or there is too much of it.
Result<Nginx> read_nginx(FileReader& files, const std::string& path, Sources& sources,
                         NginxAmount& amount);

}  // namespace ampslint
