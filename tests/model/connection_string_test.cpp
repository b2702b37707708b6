// What the author meant, whatever a client makes of it; and that no password is ever shown.
#include "model/connection_string.hpp"

#include <gtest/gtest.h>

#include "model/redactor.hpp"

namespace ampslint::testing {
namespace {

ConnectionString read(std::string_view text, std::optional<ClientKind> kind = std::nullopt) {
  const Span where{.source = 0, .begin = 0, .end = static_cast<std::uint32_t>(text.size())};
  return read_connection_string({.value = text, .where = where, .pieces = {}}, {kind});
}

TEST(ConnectionString, PartsThatAreNotThereDifferFromEmptyOnes) {
  const Parts parts = read_as_written("tcp://:@h:/");
  EXPECT_TRUE(parts.user.present());
  EXPECT_TRUE(parts.password.present());
  EXPECT_TRUE(parts.port.present());
  EXPECT_FALSE(parts.query.present());
  EXPECT_FALSE(parts.message_type.present());
  const Parts bare = read_as_written("tcp://h");
  EXPECT_FALSE(bare.user.present());
  EXPECT_FALSE(bare.port.present());
  EXPECT_FALSE(bare.path.present());
}

TEST(ConnectionString, IsReadAsMeant) {
  const Parts parts = read_as_written("tcp://user:p/w@[2001:db8::1]:9007/amps/json?a=b&c");
  EXPECT_EQ(parts.user, "user");
  EXPECT_EQ(parts.password.reveal(), "p/w");
  EXPECT_EQ(parts.host, "2001:db8::1");
  EXPECT_TRUE(parts.bracketed);
  EXPECT_EQ(parts.port, "9007");
  EXPECT_EQ(parts.protocol, "amps");
  EXPECT_EQ(parts.message_type, "json");
  ASSERT_EQ(parts.options.size(), 2U);
  EXPECT_EQ(parts.options[0].value, "b");
  EXPECT_FALSE(parts.options[1].value.present());
  EXPECT_EQ(read_as_written("localhost:9007/amps/json").host, "localhost");
  EXPECT_FALSE(read_as_written("localhost:9007/amps/json").scheme.present());
  EXPECT_EQ(read_as_written("tcp://::1:9007/amps").host, "::1");
}

TEST(ConnectionString, KindFollowsTheScheme) {
  EXPECT_EQ(read("ws://h:1/amps/json").kind, ClientKind::javascript);
  EXPECT_EQ(read("wss://h:1/amps/json").kind, ClientKind::javascript);
  EXPECT_EQ(read("tcp://h:1/amps/json").kind, ClientKind::cpp);
  EXPECT_EQ(read("nonsense").kind, ClientKind::cpp);
  EXPECT_EQ(read("ws://h:1/amps/json", ClientKind::go).kind, ClientKind::go);
}

TEST(ConnectionString, KnowsItsPort) {
  EXPECT_EQ(read("ws://h/amps/json").port(), 80);
  EXPECT_EQ(read("wss://h/amps/json").port(), 443);
  EXPECT_EQ(read("tcp://h:9007/amps/json").port(), 9007);
  EXPECT_EQ(read("tcp://h:https/amps/json").port(), std::nullopt);
  EXPECT_EQ(read("tcp://h:99999/amps/json").port(), std::nullopt);
}

TEST(ConnectionString, SpansPointAtTheExactPart) {
  const std::string_view text = "tcp://db1:9007/amps/xml";
  const ConnectionString client =
      read_connection_string({.value = text, .where = {3, 100, 123}, .pieces = {}}, {});
  EXPECT_EQ(client.at(client.parts().message_type), (Span{3, 120, 123}));
  EXPECT_EQ(client.at(client.parts().port), (Span{3, 110, 114}));
}

TEST(ConnectionString, SpansOfADecodedTextPointAtWhatIsWritten) {
  // tcp\://db1\:9007/amps/xml at 100
  const Piece pieces[] = {{0, {3, 100, 103}, true},
                          {3, {3, 103, 105}, false},
                          {4, {3, 105, 110}, true},
                          {9, {3, 110, 112}, false},
                          {10, {3, 112, 125}, true}};
  const ConnectionString client = read_connection_string(
      {.value = "tcp://db1:9007/amps/xml", .where = {3, 100, 125}, .pieces = pieces}, {});
  EXPECT_EQ(client.at(client.parts().host), (Span{3, 107, 110}));
  EXPECT_EQ(client.at(client.parts().port), (Span{3, 112, 116}));
  EXPECT_EQ(client.at(client.parts().message_type), (Span{3, 122, 125}));
}

TEST(ConnectionString, SendsAMessageTypeOnlyWithTheProtocolAmps) {
  EXPECT_EQ(read("tcp://h:9007/amps/json").message_type(), "json");
  EXPECT_EQ(read("tcp://h:9007/json").message_type(), "");
  EXPECT_EQ(read("ws://h:9007/AMPS/json").message_type(), "json");
}

TEST(ConnectionString, PlaceholdersAreFoundOutsideTheUserInformation) {
  for (const std::string_view text :
       {"tcp://${HOST}:9007/amps/json", "tcp://h:${PORT:-9007}/amps/json", "tcp://$HOST:9007/amps",
        "tcp://{host}:9007/amps/json", "tcp://{{ host }}:9007/amps/json", "tcp://%s:%d/amps/json",
        "tcp://<host>:9007/amps/json", "tcp://h:9007/amps/#{type}", "tcp://@host@:9007/amps/json",
        "${AMPS_URI}"}) {
    EXPECT_TRUE(read(text).has_placeholder) << text;
  }
  for (const std::string_view text :
       {"tcp://h:9007/amps/json", "tcp://user:${PASSWORD}@h:9007/amps/json",
        "tcp://user:p@ss@host:9007/amps/json", "tcp://u:100%@h:9007/amps/json",
        "unix://localhost:0/amps/json?path=@name"}) {
    EXPECT_FALSE(read(text).has_placeholder) << text;
  }
}

TEST(Secrets, AreHiddenHoweverTheStringIsWritten) {
  for (const std::string_view text :
       {"tcp://user:hunter2@h:9007/amps/json", "tcp://user:hun:ter2@h:9007/amps/json",
        "tcp://user:hun/ter2@h:9007/amps/json", "tcp://user:hun?ter2@h:9007/amps/json",
        "tcp://user:hun@ter2@h:9007/amps/json", "tcp://user:hun?x=ter2@h:9007/amps/json",
        "tcp:user:hunter2@h:9007/amps/json", "user:hunter2@h:9007/amps/json", "ws://user:hunter2@h",
        "tcp://user:hunter2@", "tcp:///user:hunter2@h:9007/amps",
        "tcp://user:hun#ter2@h:9007/amps/json", "tcp://user:hunter2@[::1]:9007/amps/json",
        "tcp://a:1/amps/json,tcp://user:hunter2@b:2/amps/json",
        "tcp://h:9007/amps/json?password=hunter2", "tcp://h:9007/amps/json?x=1&token=hunter2&y=2",
        "\ttcp://user:hunter2@h:9007/amps/json"}) {
    const std::string shown = without_secrets(text);
    EXPECT_EQ(shown.find("hun"), std::string::npos) << shown;
    EXPECT_EQ(shown.find("ter2"), std::string::npos) << shown;
    EXPECT_NE(shown.find("***"), std::string::npos) << shown;
    for (const ClientKind kind : all_client_kinds) {
      const Reading reading = read_as(kind, text);
      EXPECT_EQ(reading.error.find("ter2"), std::string::npos) << reading.error;
    }
  }
}

TEST(Secrets, NothingElseIsHidden) {
  for (const std::string_view text :
       {"tcp://h:9007/amps/json", "tcp://guest@localhost:9007/amps",
        "unix://localhost:0/amps/json?path=@name", "tcps://h:9443/amps/json?sni=a@b"}) {
    EXPECT_EQ(without_secrets(text), text);
  }
  EXPECT_EQ(without_secrets("tcp://user:pw@h:9007/amps"), "tcp://user:***@h:9007/amps");
}

}  // namespace
}  // namespace ampslint::testing
