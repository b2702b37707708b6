#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/clients/readers.hpp"

namespace ampslint {
namespace {

struct Case {
  std::string_view text;
  std::string_view error;  ///< empty: accepted
};

void expect_readings(const std::vector<Case>& cases, std::string_view prefix) {
  for (const Case& c : cases) {
    const Reading reading = read_go(c.text);
    EXPECT_EQ(reading.accepts, c.error.empty()) << c.text;
    const std::string wanted = c.error.empty() ? "" : std::string(prefix) + std::string(c.error);
    EXPECT_EQ(reading.error, wanted) << c.text;
  }
}

TEST(ClientGo, ReadsUrls) {
  constexpr const char* colon = "first path segment in URL cannot contain colon";
  constexpr const char* control = "net/url: invalid control character in URL";
  expect_readings(
      {
          {"", ""},
          {"tcp://h:9007/amps/json", ""},
          {"TCP://h:9007/amps/json", ""},
          {"foo+1.x-y://h:9007/amps/json", ""},
          {"tcp:localhost:9007/amps/json", ""},  // opaque
          {"//h:9007/amps/json", ""},
          {"amps/json", ""},
          {":9007/amps/json", "missing protocol scheme"},
          {" tcp://h:9007/amps/json", colon},
          {"1tcp://h:9007/amps/json", colon},
          {"tcp://h:9007/amps/json\n", control},
          {"tcp://h:9007/amps/json\x7F", control},
          {"tcp://h:9007/amps/json#\n", ""},
          {"tcp://h:9007/amps/json#%zz", "invalid URL escape \"%zz\""},
          {"tcp://h:9007/amps/json%4", "invalid URL escape \"%4\""},
          {"tcp://h:9007/amps/json ", ""},
      },
      "InvalidURIError: ");
}

TEST(ClientGo, ReadsAuthorities) {
  expect_readings(
      {
          {"tcp://h/amps/json", ""},
          {"tcp://h:/amps/json", ""},
          {"tcp://:9007/amps/json", ""},
          {"tcp://h:99999/amps/json", ""},
          {"tcp://h:https/amps/json", "invalid port \":https\" after host"},
          {"tcp://h: 9007/amps/json", "invalid port \": 9007\" after host"},
          {"tcp://h:+9007/amps/json", "invalid port \":+9007\" after host"},
          {"tcp://h:\"\\\xC3\xA9\xFF/amps/json",
           "invalid port \":\\\"\\\\\xC3\xA9\\xff\" after host"},
          {"tcp://a:9007,b:9007/amps/json", ""},
          {"tcp://::1:9007/amps/json", ""},
          {"tcp://[::1]:9007/amps/json", ""},
          {"tcp://[::1]/amps/json", ""},
          {"tcp://[::1]9007/amps/json", "invalid port \"9007\" after host"},
          {"tcp://[::1/amps/json", "missing ']' in host"},
          {"tcp://[fe80::1%25eth%200]:9007/amps/json", ""},
          {"tcp://[fe80::1%25e%80]:9007/amps/json", "invalid URL escape \"%80\""},
          {"tcp://[fe80::1%20]:9007/amps/json", "invalid URL escape \"%20\""},
          {"tcp://h%C3%A9/amps/json", ""},
          {"tcp://h%41/amps/json", "invalid URL escape \"%41\""},
          {"tcp://h h/amps/json", "invalid character \" \" in host name"},
          {"tcp://${HOST}:9007/amps/json", "invalid character \"{\" in host name"},
          {"tcp://user:p@ss@h:9007/amps/json", ""},
          {"tcp://us%40er:p%3Aw@h:9007/amps/json", ""},
          {"tcp://user:p+w:x@h:9007/amps/json", ""},
          {"tcp://user@example.com:pw@h:9007/amps/json", ""},
          {"tcp://user:p w@h:9007/amps/json", "net/url: invalid userinfo"},
          {"tcp://user:p[w@h:9007/amps/json", "net/url: invalid userinfo"},
          {"tcp://us er@h:x/amps/json", "invalid port \":x\" after host"},  // the host comes first
          {"tcp://h:9007/amps/json,tcp://b:9107/amps/nvfix", ""},
      },
      "InvalidURIError: ");
}

TEST(ClientGo, HidesSecrets) {
  expect_readings(
      {
          {"tcp://user:p/w@h:9007/amps/json", "invalid port \"***\" after host"},
          {"tcp://user:p?w@h:9007/amps/json", "invalid port \"***\" after host"},
          {"tcp://user:p#w@h:9007/amps/json", "invalid port \"***\" after host"},
          {"tcp://user:pw%40h/amps/json", "invalid port \"***\" after host"},
          {"tcp://user:p%zzw@h:9007/amps/json", "invalid URL escape \"***\""},
          {"tcp://user:100%@h:9007/amps/json", "invalid URL escape \"***\""},
          {"tcp://user/p%zzw@h:9007/amps/json", "invalid URL escape \"***\""},
          {"tcp://us er/pw@h:9007/amps/json", "invalid character \"***\" in host name"},
          {"tcp://user:p@1?w@h:9007/amps/json", "unsupported URI option \"***\""},
          {"tcp://user:p@1?tcp_nodelay=w@h/amps", "invalid URI boolean value \"***\""},
          {"tcp://user:pw@h:x/amps/json", "invalid port \":x\" after host"},
      },
      "InvalidURIError: ");
}

TEST(ClientGo, ReadsPaths) {
  constexpr const char* not_amps = "Specification of message type requires amps protocol";
  expect_readings(
      {
          {"tcp://h:9007", ""},
          {"tcp://h:9007/", ""},
          {"tcp://h:9007/amps", ""},
          {"tcp://h:9007/amps/", ""},
          {"tcp://h:9007/amps/json/", ""},
          {"tcp://h:9007/amps/json//", ""},
          {"tcp://h:9007/amps//json", ""},
          {"tcp://h:9007/amps/json/x", ""},
          {"tcp://h:9007/am%70s%2Fjson", ""},
          {"tcp://h:9007//amps/json", not_amps},
          {"tcp://h:9007/AMPS/json", not_amps},
          {"tcp://h:9007/xamps/json", not_amps},
          {"tcp://h:9007/p/amps/json", not_amps},
          {"tcp://h:9007/nvfix?bad=1", not_amps},  // the path comes before the options
          {"h/amps/json", not_amps},
          {"tcp:/localhost:9007/amps/json", not_amps},
          {"tcp://us/er:pw@h:9007/amps/json", not_amps},
          {"unix:///tmp/a.sock", not_amps},
      },
      "ProtocolError: ");
}

TEST(ClientGo, ReadsOptions) {
  const std::vector<Case> cases = {
      {"", ""},
      {"&", ""},
      {"=x&mt=json&tcp_nodelay=%20Yes+", ""},
      {"tcp_nodelay=TRUE", ""},
      {"tcp_nodelay=true%C2%A0", ""},
      {"tcp_nodelay", "invalid URI boolean value \"\""},
      {"tcp_nodelay=2", "invalid URI boolean value \"2\""},
      {"tcp_nodelay=+on%0A", "invalid URI boolean value \" on\\n\""},
      {"tcp_nodelay=1&tcp_nodelay=maybe", ""},  // the first counts
      {"tcp_nodelay=true;tcp_sndbuf=1", ""},    // dropped
      {"tcp_nodelay=%zz", ""},                  // dropped
      {"tcp_nodelay=true&amp;x=1", ""},         // dropped
      {"tcp_sndbuf=%2B5&tcp_rcvbuf=-0", ""},
      {"tcp_sndbuf=9223372036854775807", ""},
      {"tcp_sndbuf=9223372036854775808", "invalid URI integer value \"9223372036854775808\""},
      {"tcp_sndbuf=-1", "invalid URI integer value \"-1\""},
      {"tcp_sndbuf=%2B-1", "invalid URI integer value \"+-1\""},
      {"tcp_sndbuf=64KB", "invalid URI integer value \"64KB\""},
      {"tcp_rcvbuf=", "invalid URI integer value \"\""},
      {"compression=+zlib", ""},
      {"compression=ZLIB", "unsupported compression value \"ZLIB\""},
      {"http_preflight=true", "unsupported URI option \"http_preflight\""},
      {"&http_preflight=true", "unsupported URI option \"http_preflight\""},
      {"Tcp_nodelay=true", "unsupported URI option \"Tcp_nodelay\""},
      {"a%22%5C%00%ff=1", "unsupported URI option \"a\\\"\\\\\\x00\\xff\""},
  };
  for (const Case& c : cases) {
    const std::string text = "tcp://h:9007/amps/json?" + std::string(c.text);
    expect_readings({{text, c.error}}, "InvalidURIError: ");
  }
  expect_readings(
      {
          {"WS://h/amps?compression=zlib", "compression is not supported for websocket transports"},
          {"wss://h/amps?compression=zlib",
           "compression is not supported for websocket transports"},
          {"unix:/amps?compression=zlib", "compression is not supported for unix transports"},
          {"tcps://h:1/amps?compression=zlib", ""},
      },
      "InvalidURIError: ");
}

TEST(ClientGo, ReadsEveryPart) {
  const Parts parts =
      read_go("Tcp://us%40er:p@s:s@h.x:9007/am%70s%2Fjs%20on/x?mt=a=b&&=&mt;&mt#f").parts;
  EXPECT_EQ(parts.scheme, "Tcp");
  EXPECT_EQ(parts.slashes, "//");
  EXPECT_EQ(parts.user, "us%40er");
  EXPECT_EQ(parts.password.reveal(), "p@s:s");
  EXPECT_EQ(parts.host, "h.x");
  EXPECT_EQ(parts.port, "9007");
  EXPECT_EQ(parts.path, "/am%70s%2Fjs%20on/x");
  EXPECT_FALSE(parts.prefix.present());
  EXPECT_EQ(parts.protocol, "am%70s");
  EXPECT_EQ(parts.message_type, "js%20on");
  EXPECT_EQ(parts.query, "mt=a=b&&=&mt;&mt");
  EXPECT_FALSE(parts.bracketed);
  ASSERT_EQ(parts.options.size(), 3U);
  EXPECT_EQ(parts.options[0].value, "a=b");
  EXPECT_TRUE(parts.options[1].value.present());
  EXPECT_EQ(parts.options[2].key, "mt");
  EXPECT_FALSE(parts.options[2].value.present());
}

TEST(ClientGo, DistinguishesAbsentFromEmpty) {
  const Parts bare = read_go("tcp:h:1/amps/json").parts;
  for (const Part part : {bare.slashes, bare.user, bare.host, bare.port, bare.path, bare.protocol,
                          bare.message_type, bare.query}) {
    EXPECT_FALSE(part.present());
  }
  const Parts empty = read_go("tcp://:@:/amps/?").parts;
  for (const Part part : {empty.user, empty.password.reveal(), empty.host, empty.port,
                          empty.message_type, empty.query}) {
    EXPECT_TRUE(part.present());
    EXPECT_TRUE(part.empty());
  }
  EXPECT_FALSE(read_go("tcp://u@h").parts.password.present());
  EXPECT_FALSE(read_go("tcp://h/amps").parts.message_type.present());
}

TEST(ClientGo, ReadsHosts) {
  const Parts v6 = read_go("tcp://[fe80::1%25eth0]:9007/amps/json").parts;
  EXPECT_TRUE(v6.bracketed);
  EXPECT_EQ(v6.host, "fe80::1%25eth0");
  EXPECT_EQ(v6.port, "9007");
  EXPECT_FALSE(read_go("tcp://[::1]/amps").parts.port.present());
  const Parts bare = read_go("tcp://::1:9007/amps/json").parts;
  EXPECT_FALSE(bare.bracketed);
  EXPECT_EQ(bare.host, "::1");
  EXPECT_EQ(read_go("tcp://a:1/amps/json,tcp://b:2/amps/x").parts.message_type, "json,tcp:");
}

}  // namespace
}  // namespace ampslint
