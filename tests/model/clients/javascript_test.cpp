#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/clients/readers.hpp"

namespace ampslint {
namespace {

constexpr const char* no_path =
    "TypeError: Cannot read properties of undefined (reading 'toLowerCase')";
constexpr const char* not_amps = "Error: Specification of message type requires amps protocol";

struct Case {
  std::string_view text;
  std::string_view error;  ///< empty: accepted
};

TEST(ClientJavascript, AcceptsOrRefuses) {
  const std::vector<Case> cases = {
      {"", "No Server Chooser or URI Provided"},
      {"ws://h:9008/amps/json", ""},
      {"wss://h:9008/amps/json", ""},
      // authority
      {"WS://h:9008/amps/json", ""},
      {"foo://h:9008/amps/json", ""},
      {" ws://h:9008/amps/json", ""},
      {"ws:h:9008/amps/json", ""},
      {"h:9008/amps/json", ""},
      {"/amps/json", ""},
      {"ws://user@h:9008/amps/json", ""},
      {"ws://user:pw@h:9008/amps/json", ""},
      {"ws://user:p:w@h:9008/amps/json", no_path},
      {"ws://user:p@ss@h:9008/amps/json", ""},
      {"ws://user:p/w@h:9008/amps/json", ""},
      {"ws://user:p%zzw@h:9008/amps/json", ""},
      {"ws://user@example.com:pw@h:9008/amps/json", no_path},
      {"ws://[::1]:9008/amps/json", no_path},
      {"ws://[::1]/amps/json", no_path},
      {"ws://::1:9008/amps/json", no_path},
      {"ws://h/amps/json", ""},
      {"ws://h:/amps/json", ""},
      {"ws://:9008/amps/json", ""},
      {"ws://h:https/amps/json", no_path},
      {"ws://h:99999/amps/json", ""},
      {"ws://a:9008,b:9008/amps/json", no_path},
      // path
      {"ws", no_path},
      {"ws://h:9008", no_path},
      {"ws://h:9008?pretty=true", no_path},
      {"ws://h:9008/", not_amps},
      {"ws://h:9008/amps", not_amps},
      {"ws://h:9008/amps/", ""},
      {"ws://h:9008/amps/json/", not_amps},
      {"ws://h:9008/amps/json//", not_amps},
      {"ws://h:9008/amps//json", not_amps},
      {"ws://h:9008/amps/json/x", not_amps},
      {"ws://h:9008/p/amps/json", ""},
      {"ws://h:9008/amps/\u00fc", ""},
      {"ws://h:9008/amps/\u0100", "TypeError: Request path contains unescaped characters"},
      {"ws://h:9008//amps/json", ""},
      {"ws://h:9008/AMPS/JSON", ""},
      {"ws://h:9008/xamps/json", not_amps},
      {"ws://h:9008/nvfix", not_amps},
      {"ws://h:9008/a.b/amps/c.d", ""},
      {"ws://h:9008/amps/json\n", ""},
      {"ws://h:9008/amps/json#frag", ""},
      {"ws://h:9008/amps#/json", not_amps},
      {"ws://a:9008/amps/json,ws://b:9008/amps/json", ""},
      // options never decide, but an `@` among them is taken for the end of a user name
      {"ws://h:9008/amps/json?", ""},
      {"ws://h:9008/amps/json?key", ""},
      {"ws://h:9008/amps/json?key=1;b=2&pretty=True", ""},
      {"ws://h:9008/amps/json?key=a@b", no_path},
  };
  for (const Case& c : cases) {
    const Reading reading = read_javascript(c.text);
    EXPECT_EQ(reading.accepts, c.error.empty()) << c.text;
    EXPECT_EQ(reading.error, c.error) << c.text;
  }
}

TEST(ClientJavascript, ReadsEveryPart) {
  const Parts parts =
      read_javascript("ws://us%40er:p/w@h.x:9008/a//b/Amps/json.x?pretty=true&k=a=b&&f#x").parts;
  EXPECT_EQ(parts.scheme, "ws");
  EXPECT_EQ(parts.slashes, "//");
  EXPECT_EQ(parts.user, "us%40er");
  EXPECT_EQ(parts.password.reveal(), "p/w");
  EXPECT_EQ(parts.host, "h.x");
  EXPECT_EQ(parts.port, "9008");
  EXPECT_EQ(parts.path, "/a//b/Amps/json.x");
  EXPECT_EQ(parts.prefix, "a//b");
  EXPECT_EQ(parts.protocol, "Amps");
  EXPECT_EQ(parts.message_type, "json.x");
  EXPECT_EQ(parts.query, "pretty=true&k=a=b&&f");
  EXPECT_FALSE(parts.bracketed);
  ASSERT_EQ(parts.options.size(), 3U);
  EXPECT_EQ(parts.options[0].key, "pretty");
  EXPECT_EQ(parts.options[0].value, "true");
  EXPECT_EQ(parts.options[1].value, "a=b");
  EXPECT_EQ(parts.options[2].key, "f");
  EXPECT_FALSE(parts.options[2].value.present());
}

TEST(ClientJavascript, DistinguishesAbsentFromEmpty) {
  const Parts bare = read_javascript("ws://h").parts;
  for (const Part part : {bare.user, bare.password.reveal(), bare.port, bare.path, bare.prefix,
                          bare.protocol, bare.message_type, bare.query}) {
    EXPECT_FALSE(part.present());
  }
  const Parts empty = read_javascript("ws://:@:/amps/?").parts;
  for (const Part part : {empty.user, empty.password.reveal(), empty.host, empty.port,
                          empty.message_type, empty.query}) {
    EXPECT_TRUE(part.present());
    EXPECT_TRUE(part.empty());
  }
  EXPECT_TRUE(read_javascript("ws://@h/amps/json").parts.user.present());
  EXPECT_FALSE(read_javascript("ws://@h/amps/json").parts.password.present());
  EXPECT_FALSE(read_javascript("ws://h//amps/json").parts.prefix.present());
}

TEST(ClientJavascript, SplitsLoosely) {
  const Parts at = read_javascript("ws://user:p@ss@h:9008/amps/json").parts;
  EXPECT_EQ(at.password.reveal(), "p");
  EXPECT_EQ(at.host, "ss@h");
  const Parts no_scheme = read_javascript("user:pw@h/amps/json").parts;
  EXPECT_FALSE(no_scheme.scheme.present());
  EXPECT_EQ(no_scheme.user, "user");
  const Parts v6 = read_javascript("ws://[::1]:9008/amps/json").parts;
  EXPECT_EQ(v6.host, "[");
  EXPECT_EQ(v6.port, "");
  EXPECT_EQ(v6.path, ":1]:9008");
  const Parts list = read_javascript("ws://a:1/amps/json,ws://b:2/amps/xml").parts;
  EXPECT_EQ(list.host, "a");
  EXPECT_EQ(list.prefix, "amps/json,ws://b:2");
  EXPECT_EQ(list.message_type, "xml");
}

TEST(ClientJavascript, LosesTheOptionBehindALeadingAmpersand) {
  EXPECT_TRUE(read_javascript("ws://h/amps/json?&pretty=true").parts.options.empty());
  const Parts parts = read_javascript("ws://h/amps/json?&a=1&b=2&").parts;
  ASSERT_EQ(parts.options.size(), 1U);
  EXPECT_EQ(parts.options[0].key, "b");
}

}  // namespace
}  // namespace ampslint
