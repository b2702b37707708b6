#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>

#include "model/clients/readers.hpp"

namespace ampslint {
namespace {

struct Row {
  std::string_view text;
  std::string_view error;  ///< empty: accepted
};

constexpr std::string_view socket = "InvalidURIException: Error setting socket options";

constexpr Row rows[] = {
    {"tcp://h:9007/amps/json", ""},
    {"TCPS://h:9007/amps/json", ""},
    {"tcp://user:p%40w@h:9007/amps/json", ""},
    {"tcp://u:p:w@[::1]:9007/client/amps/json/", ""},
    {"tcp://h:9007/amps/json//?", ""},
    {"tcp://h:9007/FIX", ""},
    {"tcp://h:9007/%61mps/j%20s#f", ""},
    {"tcp://h:9007/amps?unknown", ""},
    {"tcp://h:9007/amps?tcp_nodelay=true&&", ""},
    {"tcp://h:9007/amps?ip_protocol_prefer=ipv6&tcp_nodelay=%74rue&tcp_linger=-1", ""},
    {"tcp://h:9007/amps?tcp_nodelay=x&tcp_nodelay=true", ""},
    {"tcp://h:9007/amps?sni=-&pretty=x&http_preflight=", ""},
    {"tcp://h:9007/amps?bind=[]:0", ""},
    {"", "StringIndexOutOfBoundsException: begin 1, end 0, length 0"},
    {"tcp://h:9007/", "ProtocolException: '' is not a valid Protocol."},
    {"tcp://h:9007//", "ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 0"},
    {"tcp://h:9007/AMPS", "ProtocolException: 'AMPS' is not a valid Protocol."},
    {"tcp://h:9007/amps/json/x",
     "InvalidURIException: Specification of message type requires amps protocol"},
    {"tcp:h",
     "NullPointerException: Cannot invoke \"String.length()\" because \"uriPath\" is null"},
    {"/amps",
     "NullPointerException: Cannot invoke \"String.toUpperCase()\" because \"name\" is null"},
    {"WS://h:9008/amps/json", "TransportTypeException: The TransportType 'WS' could not be found."},
    {"tcp://h/amps/json", socket},
    {"tcp://h:/amps/json", socket},
    {"tcp://h:http/amps/json", socket},
    {"tcp://h:65536/amps/json", socket},
    {"tcp://a_b:9007/amps/json", socket},
    {"tcp://::1:9007/amps/json", socket},
    {"tcp:///amps/json", socket},
    {"tcp://h:9007/amps?tcp_linger=-2", socket},
    {"tcps://h:9007/amps?sni=a..b", socket},
    {"tcp://h:9007/amps?bind=h:x", socket},
    {"tcp://h:9007/amps?tcp_connecttimeout=-1", socket},
    {"tcp://h:9007/amps?nosuch=1&tcp_nodelay=1",
     "InvalidURIException: Invalid value for tcp_nodelay."},
    {"tcp://h:9007/amps?tcp_sndbuf=64KB", "InvalidURIException: Invalid value for tcp_sndbuf."},
    {"tcp://h:9007/amps?tcp_connecttimeout=5s",
     "InvalidURIException: Invalid value for tcp_connecttimeout: 5s"},
    {"tcp://h:9007/amps?&pretty=true", "InvalidURIException: Unrecognized URI parameter `&pretty'"},
    {"tcp://h:9007/amps?a=b&password=hunter2",
     "InvalidURIException: Unrecognized URI parameter `a'"},
    {"tcp://h:9007/amps?ip_protocol_prefer=ipv5",
     "InvalidURIException: Invalid value 'ipv5' for ip_protocol_prefer URI parameter"},
    {"tcp://h:9007/amps?compression=ZLIB",
     "InvalidURIException: Compression type 'ZLIB' is unsupported."},
    {"tcp://h:9007/amps?bind=12", "InvalidURIException: Error binding to 12"},
    {"tcp://h:9007/amps?bind=[::1", "InvalidURIException: Invalid ipV6 uri: '[::1' for bind."},
};

TEST(ClientJava, AcceptsOrRefuses) {
  for (const Row& row : rows) {
    const Reading reading = read_java(row.text, newest_version);
    EXPECT_EQ(reading.error, row.error) << row.text;
    EXPECT_EQ(reading.accepts, row.error.empty()) << row.text;
  }
}

constexpr Row not_uris[] = {
    {"t_p://h", "Illegal character in scheme name at index 1"},
    {":", "Expected scheme name at index 0"},
    {"tcp:", "Expected scheme-specific part at index 4"},
    {"tcp://", "Expected authority at index 6"},
    {"tcp://h :1/amps", "Illegal character in authority at index 6"},
    {"tcp://h:1/ü😀/ x", "Illegal character in path at index 14"},
    {"tcp://h:1/amps?a={", "Illegal character in query at index 17"},
    {"tcp://h:1/amps#a#b", "Illegal character in fragment at index 16"},
    {"tcp://h%4:1/amps", "Malformed escape pair at index 7"},
    {"tcp://[]:1/amps", "Expected closing bracket for IPv6 address at index 7"},
    {"tcp://[h]:1/amps", "Malformed IPv6 address at index 7"},
    {"tcp://[::1]9007/amps", "Expected port number at index 11"},
    {"tcp://[::1]:x/amps", "Illegal character in port number at index 12"},
    {"tcp://[1:2]:1/amps", "IPv6 address too short at index 7"},
    {"tcp://[12345::]:1/amps", "IPv6 hexadecimal digit sequence too long at index 7"},
    {"tcp://[1:]:1/amps", "Expected digits for an IPv6 address at index 9"},
    {"tcp://[::x]:1/amps", "Expected hex digits or IPv4 address at index 9"},
    {"tcp://[::1.2.3]:1/amps", "Malformed IPv4 address at index 14"},
    {"tcp://[::1%-]:1/amps", "Illegal character in scope id at index 11"},
};

TEST(ClientJava, SaysWhyItIsNoUri) {
  for (const Row& row : not_uris) {
    EXPECT_EQ(read_java(row.text, newest_version).error,
              fmt::format("InvalidURIException: java.net.URISyntaxException: {}: {}", row.error,
                          row.text));
  }
  const std::string hidden = read_java("tcp://u:sec ret@h:1/amps", newest_version).error;
  EXPECT_EQ(hidden.find("ret"), std::string::npos) << hidden;
}

TEST(ClientJava, ReadsParts) {
  const Reading reading =
      read_java("tcp://u:p@[::1]:9007/a/b/amps/j%20s/?x&y=1&pretty=true#f", newest_version);
  EXPECT_EQ(reading.accepts, false);
  const Parts parts =
      read_java("tcp://u:p@[::1]:9007/a/b/amps/j%20s/?pretty=true&bind=#f", newest_version).parts;
  EXPECT_EQ(parts.user, "u");
  EXPECT_EQ(parts.password.reveal(), "p");
  EXPECT_EQ(parts.host, "::1");
  EXPECT_EQ(parts.port, "9007");
  EXPECT_EQ(parts.prefix, "a/b");
  EXPECT_EQ(parts.protocol, "amps");
  EXPECT_EQ(parts.message_type, "j%20s");
  ASSERT_EQ(parts.options.size(), 2U);
  EXPECT_EQ(parts.options[0].key, "pretty");
  EXPECT_EQ(parts.options[1].value, "");
}

}  // namespace
}  // namespace ampslint
