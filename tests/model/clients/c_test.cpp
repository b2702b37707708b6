// The C library's reader, row by row of the quirks that were observed: what it accepts, what it
// prints, what it reads.
#include <gtest/gtest.h>

#include "model/clients/readers.hpp"

namespace ampslint::testing {
namespace {

struct Row {
  std::string_view text;
  std::string_view error;  ///< empty: accepted
};

constexpr std::string_view transport = "The URI specifies a transport that is unavailable.";
constexpr std::string_view format = "URI format invalid.";
constexpr std::string_view protocol = "The URI specified an unavailable protocol.";
constexpr std::string_view unix_properties = "The URI specified invalid properties.";

constexpr Row rows[] = {
    // The choice of the transport.
    {"", transport},
    {"t", "Invalid URI."},
    {"tcp", "Invalid URI."},
    {"tcps", "Invalid URI."},
    {"un", "Invalid URI."},
    {"tcpx://h:1/amps", transport},
    {"TCP://h:9007/amps/json", transport},
    {" tcp://h:9007/amps/json", transport},
    {"ws://h:9008/amps/json", transport},
    {"tcp:", format},
    {"tcp://", format},
    // Slashes and authority.
    {"tcp:localhost:9007/amps/json", ""},
    {"tcp:/localhost:9007/amps/json", ""},
    {"tcp:////localhost:9007/amps/json", ""},
    {"tcp://user:p@ss@host:9007/amps/json", ""},
    {"tcp://user:p/w@host:9007/amps/json", ""},
    {"tcp://user:p[w@host:9007/amps/json", ""},
    {"tcp://us[er:pw@host:9007/amps/json", format},
    {"tcp://u:p@:9007/amps/json", format},
    {"tcp://u:p@", format},
    {"tcp://u:p@h:9007/amps/json", ""},
    {"tcp://us[e]r:pw@host:9007/amps/json", ""},
    {"tcp://us/er:pw@host:9007/amps/json", ""},
    {"tcp://user@example.com:pw@host:9007/amps/json", ""},
    {"tcp://user@[::1]:9007/amps/json", ""},
    {"tcp://@host:9007/amps/json", ""},
    {"tcp://user:@host:9007/amps/json", ""},
    {"tcp://user@host/amps/json", format},
    {"tcp://user@", format},
    {"tcp://[::1]:9007/amps/json", ""},
    {"tcp://[::1/amps/json", format},
    {"tcp://[]:9007/amps/json", format},
    {"tcp://[::1]", format},
    {"tcp://[::1]/amps/json", ""},
    {"tcp://[::1]9007/amps/json", ""},
    {"tcp://::1:9007/amps/json", ""},
    {"tcp://localhost/amps/json", format},
    {"tcp://localhost:9007", format},
    {"tcp://localhost:/amps/json", ""},
    {"tcp://:9007/amps/json", ""},
    {"tcp://h:99999/amps/json", ""},
    {"tcp://a:9007,b:9007/amps/json", ""},
    // The path.
    {"tcp://h:9007/", protocol},
    {"tcp://h:9007//", protocol},
    {"tcp://h:9007/amps", ""},
    {"tcp://h:9007/amps/", ""},
    {"tcp://h:9007/amps/json/", ""},
    {"tcp://h:9007/amps/json//", protocol},
    {"tcp://h:9007/amps//json", ""},
    {"tcp://h:9007//json", ""},
    {"tcp://h:9007//amps", ""},
    {"tcp://h:9007///json", ""},
    {"tcp://h:9007/amps/json/x", protocol},
    {"tcp://h:9007/client/amps/json", ""},
    {"tcp://h:9007/client/amps", ""},
    {"tcp://h:9007/AMPS/json", ""},
    {"tcp://h:9007/AMPS/bflat", protocol},
    {"tcp://h:9007/myamps/json", ""},
    {"tcp://h:9007/bflat", protocol},
    {"tcp://h:9007/fix/nvfix", ""},
    {"tcp://h:9007/nvfix/x", protocol},
    {"tcp://h:9007/amps/json,tcp://b:9107/amps/nvfix", ""},
    // The options.
    {"tcp://h:9007/amps/json?", ""},
    {"tcp://h:9007/amps/json/?", ""},
    {"tcp://h:9007/amps?", format},
    {"tcp://h:9007/amps?tcp_nodelay=true", ""},
    {"tcp://h:9007/amps?x", format},
    {"tcp://h:9007/amps/json?x", format},
    {"tcp://h:9007/amps/json?=x", "The URI specified invalid properties: x."},
    {"tcp://h:9007/amps/json?x&=y", "The URI specified invalid properties: y."},
    {"tcp://h:9007/amps/json?tcp_nodelay=1&=x", format},
    {"tcp://h:9007/amps/json?tcp_nodelay=1&==x", "The URI specified invalid properties: x."},
    {"tcp://user:secret@h:9007/amps/json?abc=def", "The URI specified invalid properties: def."},
    {"tcp://h:9007/amps/json?tcp_nodelay", format},
    {"tcp://h:9007/amps/json?tcp_nodelay&tcp_sndbuf=1", "The URI specified invalid properties: 1."},
    {"tcp://h:9007/amps/json?tcp_nodelay=", ""},
    {"tcp://h:9007/amps/json?tcp_nodelay=2", ""},
    {"tcp://h:9007/amps/json?tcp_nodelay=True", "The URI specified invalid properties: True."},
    {"tcp://h:9007/amps/json?tcp_nodelay=-1", "The URI specified invalid properties: -1."},
    {"tcp://h:9007/amps/json?tcp_nodelay=true&", ""},
    {"tcp://h:9007/amps/json?tcp_nodelay=true&&", format},
    {"tcp://h:9007/amps/json?tcp_nodelay=true&x", format},
    {"tcp://h:9007/amps/json?&http_preflight=true", "The URI specified invalid properties: true."},
    {"tcp://h:9007/amps/json?ip_protocol_prefer=ipv6&tcp_nodelay=true", ""},
    {"tcp://h:9007/amps/json?ip_protocol_prefer=ipv6&tcp_nodelay=True",
     "The URI specified invalid properties: True."},
    {"tcp://h:9007/amps/json?tcp_nodelay=True&ip_protocol_prefer=ipv5",
     "The URI specified an invalid ip protocol preference."},
    {"tcp://h:9007/amps/json?tcp_connecttimeout=5000", ""},
    {"tcps://h:9007/amps/json?tcp_connecttimeout=", ""},
    {"tcp://h:9007/amps/json?tcp_connecttimeout=5s", "The URI specified invalid properties: 5s."},
    {"tcp://h:9007/amps/json?tcp_linger=123456789", ""},
    {"tcp://h:9007/amps/json?tcp_linger=0000000001",
     "The URI specified invalid properties: 0000000001."},
    {"tcp://a/b:c@h:9007/amps/json", ""},
    {"tcp://h:9007/amps/json?tcp_nodelay=true&ip_protocol_prefer=ipv6", ""},
    {"tcp://h:9007/amps/json?ip_protocol_prefer=ipv6&tcp_nodelay=ipv4",
     "The URI specified invalid properties: ipv4."},
    {"tcp://h:9007/amps/json?ip_protocol_prefer=ipv6&tcp_nodelay", "URI format invalid."},
    {"tcp://h:9007/amps/json?tcp_nodelay=true;tcp_sndbuf=1",
     "The URI specified invalid properties: true;tcp_sndbuf=1."},
    {"tcp://h:9007/amps/json?compression=zlib", ""},
    {"tcp://h:9007/amps/json?compression=ZLIB", "The URI specified invalid properties: ZLIB."},
    {"tcp://h:9007/amps/json?bind=10.0.0.1", ""},
    {"tcp://h:9007/amps/json?bind=10.0.0.1:5000", ""},
    {"tcp://h:9007/amps/json?bind=[::1]:0", ""},
    {"tcp://h:9007/amps/json?bind=::1", "The URI specified invalid properties: ::1."},
    {"tcp://h:9007/amps/json?bind=", "The URI specified invalid properties: ."},
    {"tcp://h:9007/amps/json?bind=:5000", "The URI specified invalid properties: :5000."},
    {"tcp://h:9007/amps/json?bind=0.0.0.0", ""},
    {"tcp://h:9007/amps/json?bind=eth0-host:", ""},
    {"tcp://h:9007/amps/json?bind=[localhost]", ""},
    {"tcp://h:9007/amps/json?bind=h:x", "The URI specified invalid properties: h:x."},
    {"tcp://h:9007/amps/json?bind=12", "The URI specified invalid properties: 12."},
    {"tcp://h:9007/amps/json?bind=true", "The URI specified invalid properties: true."},
    {"tcp://h:9007/amps/json?bind=1.2.3.256", "The URI specified invalid properties: 1.2.3.256."},
    {"tcp://h:9007/amps/json?bind=[::1](0", "The URI specified invalid properties: [::1](0."},
    {"tcp://10.0.0.1:9007/amps/json?bind=[::1]:0",
     "The URI specified invalid properties: [::1]:0."},
    {"tcp://localhost:9007/amps/json?bind=[::1]", "The URI specified invalid properties: [::1]."},
    {"tcp://localhost:9007/amps/json?bind=[::1]&ip_protocol_prefer=ipv6", ""},
    {"tcp://[::1]:9007/amps/json?bind=10.0.0.1", ""},
    {"tcp://h:9007/amps/json?sni=x", "The URI specified invalid properties: x."},
    {"tcps://h:9007/amps/json?sni=x", ""},
    {"tcp://h:9007/amps/json?password=hunter2", "The URI specified invalid properties: ***."},
    // A wrong protocol hides what follows it.
    {"tcp://h:9007/bflat?x", protocol},
    // unix.
    {"unix://localhost:0/amps/json?path=/tmp/a.sock", ""},
    {"unix://localhost:0/amps/json?bind=/tmp/a.sock", ""},
    {"unix:///tmp/a.sock", "URI format invalid"},
    {"unix://localhost:0/amps/json", ""},
    {"unix://localhost:0/bflat", protocol},
    {"unix://localhost:0/amps/json?path=/tmp/a.sock&unix_nodelay=true", unix_properties},
    {"unix://localhost:0/amps/json?path=/tmp/a.sock&http_preflight=true", unix_properties},
    {"unix://localhost:0/amps/json?path", unix_properties},
    {"unix://localhost:0/amps/json?path=/tmp/a.sock&unix_linger=0000000001", ""},
    {"unix://localhost:0/amps/json?path=/tmp/a.sock&tcp_connecttimeout=5", unix_properties},
};

TEST(ClientC, AcceptsOrRefuses) {
  for (const Row& row : rows) {
    const Reading reading = read_c(row.text, newest_version);
    EXPECT_EQ(reading.error, row.error) << row.text;
    EXPECT_EQ(reading.accepts, row.error.empty()) << row.text;
  }
}

struct Meaning {
  std::string_view text;
  std::string_view user;
  std::string_view password;
  std::string_view host;
  std::string_view port;
  std::string_view prefix;
  std::string_view protocol;
  std::string_view message_type;
};

constexpr Meaning meanings[] = {
    {"tcp:localhost:9007/amps/json", "", "", "ocalhost", "9007", "", "amps", "json"},
    {"tcp://user:p@ss@host:9007/amps/json", "user", "p", "ss@host", "9007", "", "amps", "json"},
    {"tcp://user:p/w@host:9007/amps/json", "", "", "user", "p", "w@host:9007", "amps", "json"},
    {"tcp://us[e]r:pw@host:9007/amps/json", "", "", "e", ":pw@host:9007", "", "amps", "json"},
    {"tcp://user@example.com:pw@host:9007/amps/json", "user", "", "example.com", "pw@host:9007", "",
     "amps", "json"},
    {"tcp://us/er:pw@host:9007/amps/json", "us/er", "pw", "host", "9007", "", "amps", "json"},
    {"tcp://[::1]/amps/json", "", "", "::1", "amps", "", "json", ""},
    {"tcp://[::1]9007/amps/json", "", "", "::1", "007", "", "amps", "json"},
    {"tcp://::1:9007/amps/json", "", "", "", ":1:9007", "", "amps", "json"},
    {"tcp://user:@host:9007/amps/json", "user", "", "host", "9007", "", "amps", "json"},
    {"tcp://user@[::1]:9007/amps/json", "user", "", "::1", "9007", "", "amps", "json"},
    {"tcp://h:9007//json", "", "", "h", "9007", "", "json", ""},
    {"tcp://h:9007/AMPS/json", "", "", "h", "9007", "AMPS", "json", ""},
    {"tcp://h:9007/amps//json", "", "", "h", "9007", "amps/", "json", ""},
    {"tcp://h:9007/myamps/json", "", "", "h", "9007", "my", "amps", "json"},
    {"tcp://h:9007/fix/nvfix", "", "", "h", "9007", "fix", "nvfix", ""},
    {"tcp://h:9007/client/amps", "", "", "h", "9007", "client", "amps", ""},
    {"tcp://localhost:80/client/amps/json?http_preflight=true", "", "", "localhost", "80", "client",
     "amps", "json"},
    {"tcp://h:9007/amps/json#frag", "", "", "h", "9007", "", "amps", "json#frag"},
    {"tcp://a:9007/amps/json,tcp://b:9107/amps/nvfix", "", "", "a", "9007",
     "amps/json,tcp://b:9107", "amps", "nvfix"},
};

TEST(ClientC, ReadsThePartsItConnectsWith) {
  for (const Meaning& row : meanings) {
    const Parts parts = read_c(row.text, newest_version).parts;
    EXPECT_EQ(parts.user, row.user) << row.text;
    EXPECT_EQ(parts.password.reveal(), row.password) << row.text;
    EXPECT_EQ(parts.host, row.host) << row.text;
    EXPECT_EQ(parts.port, row.port) << row.text;
    EXPECT_EQ(parts.prefix, row.prefix) << row.text;
    EXPECT_EQ(parts.protocol, row.protocol) << row.text;
    EXPECT_EQ(parts.message_type, row.message_type) << row.text;
  }
}

TEST(ClientC, ReportsWhatIsThereFromWhatIsNot) {
  const Parts plain = read_c("tcp://h:9007/amps/json", newest_version).parts;
  EXPECT_EQ(plain.slashes, "//");
  EXPECT_FALSE(plain.bracketed);
  EXPECT_FALSE(plain.prefix.present());
  EXPECT_TRUE(read_c("tcp://[::1]:9007/amps/json", newest_version).parts.bracketed);
  EXPECT_TRUE(read_c("tcp://h:9007//json", newest_version).parts.prefix.present());
}

TEST(ClientC, TakesAQuestionMarkAtTheEndForAQuery) {
  const Parts parts = read_c("tcp://h:9007/amps/json?", newest_version).parts;
  EXPECT_EQ(parts.message_type, "json");
  EXPECT_TRUE(parts.query.present());
  EXPECT_TRUE(parts.query.empty());
  EXPECT_FALSE(read_c("tcp://h:9007/amps/json", newest_version).parts.query.present());
}

TEST(ClientC, CutsItsMessageLikeTheClient) {
  const std::string text = "tcp://h:9007/amps/json?tcp_nodelay=" + std::string(200, 'x');
  EXPECT_EQ(read_c(text, newest_version).error.size(), 127U);
}

}  // namespace
}  // namespace ampslint::testing
