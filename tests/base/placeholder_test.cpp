#include "base/placeholder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace ampslint::testing {
namespace {

using namespace std::string_view_literals;

TEST(Placeholder, IsFoundInEachForm) {
  for (const std::string_view form : {"{}"sv,
                                      "{0}"sv,
                                      "{host}"sv,
                                      "{host!r:>10}"sv,
                                      "{{ host }}"sv,
                                      "{{host}}"sv,
                                      "{{{host}}}"sv,
                                      "{{ env \"AMPS_HOST\" }}"sv,
                                      "${HOST}"sv,
                                      "${HOST:-db1}"sv,
                                      "${A:-${B}}"sv,
                                      "${map[\"a}\"]}"sv,
                                      "${{ env.X }}"sv,
                                      "$(HOST)"sv,
                                      "$(hostname -f)"sv,
                                      "$((9000 + 7))"sv,
                                      "$HOST"sv,
                                      "$env:HOST"sv,
                                      "$1"sv,
                                      "$[variables.x]"sv,
                                      "$[[ inputs.x ]]"sv,
                                      "%HOST%"sv,
                                      "%%HOST%%"sv,
                                      "%s"sv,
                                      "%d"sv,
                                      "%1$s"sv,
                                      "%02d"sv,
                                      "%-5s"sv,
                                      "%(host)s"sv,
                                      "%{host}"sv,
                                      "%1"sv,
                                      "{% if x %}"sv,
                                      "<% host %>"sv,
                                      "<%= host %>"sv,
                                      "<?= $host ?>"sv,
                                      "#{host}"sv,
                                      "@HOST@"sv,
                                      "@@HOST@@"sv,
                                      "@amps.host@"sv,
                                      "@amps-host@"sv,
                                      "@@amps.host@@"sv,
                                      "__amps.host__"sv,
                                      "%amps.host%"sv,
                                      "@{host}"sv,
                                      "!HOST!"sv,
                                      "[[HOST]]"sv,
                                      "[[ host ]]"sv,
                                      "[=host]"sv,
                                      "[% host %]"sv,
                                      "<HOST>"sv,
                                      "<message-type>"sv,
                                      "<< parameters.host >>"sv,
                                      "((host))"sv,
                                      "__HOST__"sv,
                                      "{# host #}"sv}) {
    EXPECT_EQ(first_placeholder(form), form);
    const std::string string = "tcp://" + std::string(form) + ":9007/amps/json";
    EXPECT_EQ(first_placeholder(string), form) << string;
  }
}

TEST(Placeholder, IsNotWhatStringsHold) {
  for (const std::string_view string : {"tcp://db1:9007/amps/json"sv,
                                        "tcp://[::1]:9007/amps/json"sv,
                                        "tcp://[fe80::1%eth0]:9007/amps/json"sv,
                                        "tcp://[fe80::1%docker0]:9007/amps/json"sv,
                                        "tcp://db_1:9007/my__prefix/amps/json"sv,
                                        "tcp://h:1/amps/json?x=a%20b%2Fc%20"sv,
                                        "tcp://h:1/amps/json?x=%d0%b0%20"sv,
                                        "tcp://h:1/amps/json#part"sv,
                                        "tcp://h:1/amps/json?a=1&b=2"sv,
                                        "tcp://user@db1:9007/amps/json"sv,
                                        "tcp://h:1/amps/json<br>"sv,
                                        "tcp://h:1/amps/json!"sv,
                                        "tcp://h:1/a!b/amps"sv,
                                        "tcp://h:1/amps/json (see below)"sv,
                                        "tcp://h:1/amps/json $"sv,
                                        "100%"sv,
                                        "tcp://user@host:9007/amps/json?x=a@b"sv,
                                        "tcp://u@h.one:1/amps,tcp://u@h.two:1/amps"sv,
                                        "tcp://user:a@b-c.d@db1:9007/amps/json"sv,
                                        "tcp://h:1/log__a.b__c/amps"sv,
                                        "tcp://h:1/amps/json?x=%20a.b%20"sv,
                                        "tcp://h:1/a/@x.-@"sv}) {
    EXPECT_EQ(first_placeholder(string), "") << string;
  }
}

TEST(Placeholder, IsCertainInAConfiguration) {
  constexpr auto use = PlaceholderUse::configuration;
  for (const std::string_view value : {"{{ port }}"sv,
                                       "@PORT@"sv,
                                       "${PORT}"sv,
                                       "{port}"sv,
                                       "{0}"sv,
                                       "{}:{}"sv,
                                       "%s:%d"sv,
                                       "%PORT%"sv,
                                       "__PORT__"sv,
                                       "<port>"sv,
                                       "amps-@ENV@"sv,
                                       "#{port}"sv,
                                       "[[PORT]]"sv,
                                       "!PORT!"sv,
                                       "localhost:{1}"sv,
                                       "$PORT"sv,
                                       "$(PORT)"sv,
                                       "[=port]"sv,
                                       "@amps.port@"sv,
                                       "@amps-port@"sv,
                                       "localhost:@amps.port@"sv,
                                       "./@env-name.x@/log"sv,
                                       "__amps.port__"sv,
                                       "%amps.port%"sv}) {
    EXPECT_NE(first_placeholder(value, 0, use), "") << value;
  }
  for (const std::string_view value : {"[a-z]{2}"sv,
                                       "^x{1,3}$"sv,
                                       "[[:alpha:]]+"sv,
                                       "\\p{L}"sv,
                                       "(?<name>x)"sv,
                                       "./logs/%Y-%m-%d.log"sv,
                                       "%Y%m%dT%H%M%S"sv,
                                       "%Y_%m_%d_%n.log"sv,
                                       "./log-%d.gz"sv,
                                       "/a/@b = 'c'"sv,
                                       "/price < 5 AND /size > 3"sv,
                                       "{\"a\": 1}"sv,
                                       "^orders$|^fills$"sv,
                                       "50%"sv,
                                       "a!b!"sv,
                                       "my__topic"sv,
                                       "%Y.%m.%d"sv,
                                       "%Y-T%H.log"sv,
                                       "%Y-%m-T%H%M"sv,
                                       "one@mail.example two@mail.example"sv,
                                       "/a/@b-@c"sv,
                                       "x__a.b__y"sv}) {
    EXPECT_EQ(first_placeholder(value, 0, use), "") << value;
  }
}

TEST(Placeholder, HasANameAndADefault) {
  for (const auto& [placeholder, name] :
       {std::pair{"{{ amps_port | default(9007) }}"sv, "amps_port"sv},
        std::pair{"{{ .Values.port }}"sv, ".Values.port"sv}, std::pair{"@PORT@"sv, "PORT"sv},
        std::pair{"%PORT%"sv, "PORT"sv}, std::pair{"__MY_PORT__"sv, "MY_PORT"sv},
        std::pair{"<%= port %>"sv, "port"sv}, std::pair{"{}"sv, ""sv},
        std::pair{"[[PORT]]"sv, "PORT"sv}, std::pair{"@amps.port@"sv, "amps.port"sv},
        std::pair{"@amps-port@"sv, "amps-port"sv}, std::pair{"__a.b__"sv, "a.b"sv}}) {
    EXPECT_EQ(placeholder_name(placeholder), name) << placeholder;
  }
  for (const auto& [text, inside] :
       {std::pair{"${X:-tcp://db1:9007/amps}"sv, "tcp://db1:9007/amps"sv},
        std::pair{"${X-tcp://db1:9007/amps}"sv, "tcp://db1:9007/amps"sv},
        std::pair{"${amps.uri:tcp://db1:9007/amps}"sv, "tcp://db1:9007/amps"sv},
        std::pair{"{{ x | default('tcp://db1:9007/amps') }}"sv, "tcp://db1:9007/amps"sv},
        std::pair{"${X:-tcp://${H}:9007/amps}"sv, "tcp://${H}:9007/amps"sv},
        std::pair{"${X:-db1}"sv, ""sv}, std::pair{"tcp://${X:-db1}:9007/amps"sv, ""sv},
        std::pair{"${X:-tcp://a:1/amps},tcp://b:1/amps"sv, ""sv}}) {
    EXPECT_EQ(default_of_placeholder(text), inside) << text;
  }
}

TEST(Placeholder, EndsInANameThatAProgramTakesOff) {
  EXPECT_EQ(without_template_ending("conf/amps.xml.j2"), "conf/amps.xml");
  EXPECT_EQ(without_template_ending("amps.xml.in.tmpl"), "amps.xml");
  EXPECT_EQ(without_template_ending("amps.xml"), "amps.xml");
  EXPECT_EQ(without_template_ending("conf/.in"), "conf/.in");
}

}  // namespace
}  // namespace ampslint::testing
