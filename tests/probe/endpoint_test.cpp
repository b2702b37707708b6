#include "probe/endpoint.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ampslint::testing {
namespace {

TEST(Endpoint, NeverAsksForWhatMayChangeTheServer) {
  for (const char* path :
       {"/amps/administrator", "/amps/Administrator/clients/x/disconnect/amps/json",
        "/amps/%61dministrator/x", "/amps/%2561dministrator/x", "/x y/amps/json",
        "/x\r\ny/amps/json", "/amps/json\x7F"}) {
    EXPECT_FALSE(may_be_requested(path)) << path;
  }
  for (const char* path :
       {"", "/amps/json", "/site/amps/json", "/admin/amps/json", "/a%20b/amps"}) {
    EXPECT_TRUE(may_be_requested(path)) << path;
  }
}

std::optional<Endpoint> endpoint(const std::string& text, ClientKind kind = ClientKind::cpp) {
  const Text given{.value = text, .where = {}, .pieces = {}};
  return endpoint_of(read_connection_string(given, {kind}), std::nullopt);
}

TEST(Endpoint, IsNothingWithControlCharacters) {
  EXPECT_TRUE(endpoint("tcp://db1:9007/amps/json"));
  EXPECT_TRUE(endpoint("\tws://db1:9008/amps/json", ClientKind::javascript)) << "it drops the tab";
  for (const char* text : {"tcp://db1:9007/a\nb/amps/json", "tcp://u\x01v@db1:9007/amps/fix",
                           "tcps://db1:9007/amps/json?sni=a\rb"}) {
    EXPECT_FALSE(endpoint(text)) << text;
  }
}

}  // namespace
}  // namespace ampslint::testing
