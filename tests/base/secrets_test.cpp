// A canary in the place of every secret: no format, command or error text may show it.
#include <fmt/core.h>
#include <fmt/ostream.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <type_traits>

#include "base/secret.hpp"
#include "driver/lint.hpp"
#include "support/process.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

template <typename T>
concept CanBeStreamed = requires(std::ostream& out, const T& value) { out << value; };
template <typename T>
concept CanBeAppended = requires(std::string& out, const T& value) { out += value; };
template <typename T>
concept CanBeFormatted = fmt::is_formattable<T>::value;
template <typename T>
concept CanBeText =
    std::is_convertible_v<T, std::string_view> || std::is_constructible_v<std::string_view, T> ||
    std::is_constructible_v<std::string, T>;
template <typename T>
concept CanBeJson = std::is_constructible_v<nlohmann::ordered_json, T> ||
                    std::is_constructible_v<nlohmann::json, T>;
template <typename T>
concept CanBeShown =
    CanBeStreamed<T> || CanBeAppended<T> || CanBeFormatted<T> || CanBeText<T> || CanBeJson<T>;

// What cannot be compiled cannot happen; the texts beside show that the questions are the right
// ones.
static_assert(!CanBeShown<Secret> && !CanBeShown<SecretView>);
static_assert(!std::is_convertible_v<std::string, Secret>);
static_assert(CanBeStreamed<std::string> && CanBeAppended<std::string> &&
              CanBeFormatted<std::string> && CanBeText<std::string> && CanBeJson<std::string>);
static_assert(std::is_same_v<decltype(Credentials::password), Secret> &&
              std::is_same_v<decltype(Parts::password), SecretView>);

constexpr std::string_view canary = "c4n4ry";

constexpr std::string_view configuration = R"(<AMPSConfig>
  <Name>one</Name>
  <Modules><Module><Name>m</Name><Library>m.so</Library><Options>
    <ClientSecret>c4n4ry</ClientSecret><Password x="1">c4n4ry</Password>
    <!-- ampslint-ignore element-unknown --><Password>c4n4ry<!-- ampslint-ignore x: y -->c4n4ry</Password>
  </Options></Module></Modules>
  <Transports><Transport><Name>t</Name><Type>tcp</Type><InetAddr>9007</InetAddr>
    <Authentication><Module>gone</Module><Options><Password>${SECRET}</Password></Options>
    </Authentication></Transport></Transports>
  <Replication><Password>c4n4ry</Password></Replication>
</AMPSConfig>
)";

constexpr std::string_view strings = R"(tcp://user:c4n4ry@db1:9007/amps/json
tcp://user:c4n4ry@db1:9070/amps/json
tcp://user:c4n4ry@x@db1:9007/amps/json
tcp://user:c4n4ry/x@db1:9007/amps/json
tcp://user:x/c4n4ry@db1:9007/amps/json
tcp://user:c4n4ry?x@db1:9007/amps/json
tcp://user:c4n4ry#x@db1:9007/amps/json
tcp://user:[c4n4ry@db1:9007/amps/json
tcp://user:c4n4ry@db1/amps/json
tcp:user:c4n4ry@db1:9007/amps/json
user:c4n4ry@db1:9007/amps/json
ws://user:c4n4ry:c4n4ry@db1:9008/amps/json
tcp://user:c4n4ry@a:1/amps/json,tcp://user:c4n4ry@b:2/amps/json
tcp://db1:9007/amps/json?password=c4n4ry
tcp://db1:9007/amps/json?tcp_nodelay=true&token=c4n4ry
tcp://user:c4n4ry@${HOST}:9007/amps/json
"tcp://user:c4n4ry@db1:9007/amps/json"
tcp://user:c4n4ry@db1:9070/amps/json # ampslint-ignore connect-unserved: moved
tcp://user:c4n4ry@db1:9007/amps/json # ampslint-ignore conect-unserved: moved
tcp://user:c4n4ry@db1:9007/amps/json # ampslint-ignore
tcp://user:c4n4ry 1@db1:9007/amps/json
)";

void expect_hidden(const std::string& text, std::string_view where) {
  const std::size_t at = text.find(canary);
  EXPECT_EQ(at, std::string::npos) << where << ": …" << text.substr(at < 80 ? 0 : at - 80, 160);
}

class Canary : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string amps_ = folder_.write("amps.xml", std::string(configuration));
  std::string clients_ = folder_.write("clients.txt", std::string(strings));
};

TEST_F(Canary, AreInNoReport) {
  for (const ClientKind kind : all_client_kinds) {
    Request request;
    request.paths = {amps_};
    request.client_files = {clients_};
    request.client_kind = kind;
    request.variables.define("SECRET", std::string(canary));
    const Result<LintResult> result = check(request);
    ASSERT_TRUE(result.has_value());
    EXPECT_FALSE(result->diagnostics.empty());
    for (const NamedReport& report : all_reports()) {
      std::ostringstream out;
      report.report(*result, {.color = true, .suppressed = true}, out);
      expect_hidden(out.str(), report.name);
    }
  }
}

TEST_F(Canary, AreInNoCommand) {
  for (const std::string command :
       {"ampslint parse --clients clients.txt",
        "ampslint parse --clients clients.txt --format json",
        "ampslint expand amps.xml -D SECRET=c4n4ry --origins", "ampslint connections amps.xml",
        "ampslint check amps.xml --clients clients.txt --list-ignores",
        "ampslint check amps.xml --clients clients.txt --list-ignores --format json",
        "ampslint check amps.xml -D c4n4ry", "ampslint check amps.xml --env-file clients.txt",
        "ampslint check amps.xml --severity c4n4ry",
        "ampslint check amps.xml --clients clients.txt --baseline clients.txt",
        "ampslint check amps.xml --clients clients.txt --write-baseline b.json; cat b.json",
        "ampslint check amps.xml --clients clients.txt --diff=unsafe",
        "ampslint check amps.xml --clients clients.txt --client-kind javascript --diff=unsafe",
        "ampslint check amps.xml --clients clients.txt --client-kind java --fix=unsafe",
        "ampslint check amps.xml --clients clients.txt --baseline b.json"}) {
    const Ran ran = run_ampslint(command, folder_.path());
    expect_hidden(ran.out + ran.err, command);
  }
}

}  // namespace
}  // namespace ampslint::testing
