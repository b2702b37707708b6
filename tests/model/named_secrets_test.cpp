#include "model/named_secrets.hpp"

#include <gtest/gtest.h>

#include <string>

#include "model/connection_string.hpp"
#include "model/redactor.hpp"
#include "model/secret_names.hpp"

namespace ampslint::testing {
namespace {

std::string shown(std::string_view text) { return masked(text, 0, named_secrets(text)); }

TEST(NamedSecrets, KnowsTheFormsOfManyLanguages) {
  for (const auto& [text, expected] : std::initializer_list<std::pair<const char*, const char*>>{
           {"connect('tcp://h:1/amps', password='x y')",
            "connect('tcp://h:1/amps', password='***')"},
           {R"({"uri": "tcp://h:1", "api_key" : "a\"b", "n": 1})",
            R"({"uri": "tcp://h:1", "api_key" : "***", "n": 1})"},
           {R"("{\"token\": \"abc\"}")", R"("{\"token\": \"***\"}")"},
           {"curl -u joe:ab http://h", "curl -u joe:*** http://h"},
           {"curl --user=joe:ab http://h", "curl --user=joe:*** http://h"},
           {"curl -ujoe:ab http://h", "curl -ujoe:*** http://h"},
           {R"(["curl", "--proxy-user", "joe:ab"])", R"(["curl", "--proxy-user", "joe:***"])"},
           {"AMPS_URI=tcp://h:1 AMPS_PASSWORD=a AMPS_PORT=1",
            "AMPS_URI=tcp://h:1 AMPS_PASSWORD=*** AMPS_PORT=1"},
           {"password: my secret  # why", "password: ***  # why"},
           {"export TOKEN=a;b,c", "export TOKEN=***"},
           {"<c password=\"a\" BindPW='b'/>", "<c password=\"***\" BindPW='***'/>"},
           {"<a:Password>x</a:Password><n>y</n>", "<a:Password>***</a:Password><n>y</n>"},
           {"java -Damps.password=x -jar y", "java -Damps.password=*** -jar y"},
           {"run --password x --token=y -q", "run --password *** --token=*** -q"},
           {"run --password \"x y\" -q", "run --password \"***\" -q"},
           {"setPassword(\"x\"); put(\"secret\", 'y')",
            "setPassword(\"***\"); put(\"secret\", '***')"},
           {"h[\"password\"] = \"x\"", "h[\"password\"] = \"***\""},
           {"password: str = \"x\"", "password: *** = \"***\""},
           {"password := `x`", "password := `***`"},
           {"'secret' => 'x'", "'secret' => '***'"},
           {"password = b'x'", "password = b'***'"},
           {"password = \"\"\"x\"y\"\"\"", "password = \"\"\"***\"\"\""},
           {"\"Authorization\": \"Bearer x y\"", "\"Authorization\": \"***\""},
           {"Authorization: Basic abc=", "Authorization: ***"},
           {"password:\n  x\nuser: y", "password:\n  ***\nuser: y"},
           {"password: >-\n  x\nuser: y", "password: >-\n  ***\nuser: y"},
           {"\"password\":\n\"x\"", "\"password\":\n\"***\""},
           {"- name: AMPS_PASSWORD\n  value: x\n", "- name: AMPS_PASSWORD\n  value: ***\n"},
           {"<property name=\"password\" value=\"x\"/>",
            "<property name=\"password\" value=\"***\"/>"},
           {"<property name=\"password\"><value>x</value>",
            "<property name=\"password\"><value>***</value>"},
           {"<add key=\"ApiKey\" value=\"x\"/>", "<add key=\"ApiKey\" value=\"***\"/>"}}) {
    EXPECT_EQ(shown(text), expected);
  }
}

TEST(NamedSecrets, LeavesOtherTextAlone) {
  for (const char* text : {"tcp://h:9007/amps/json",
                           "transport: tcp, host: a",
                           "docker run -u 1000:1000 x",
                           "python -u tcp://h:9007/amps/json",
                           "x --username a:b",
                           "sudo -u amps spark",
                           "<PasswordFile>/run/x</PasswordFile>",
                           "credentials:\n  user: x\n",
                           "uri-password-in-string = \"off\"",
                           "token: true",
                           "# ampslint-ignore uri-password-in-string: known",
                           "AMPS_PASSWORD=\nAMPS_URI=tcp://h:1",
                           "the password is asked for",
                           "\"credentials\": {",
                           "TokenEndpoint: https://h/x",
                           "tcp://h:9007 mail@example.com",
                           "'tcp://h:9007', 'a@b'",
                           "tcp://h:${PORT} a@b:1",
                           "x(\"tcp://h:port\", \"a@b:1\")",
                           "tcp://[::1]:9007 a@b"}) {
    EXPECT_EQ(shown(text), text);
  }
}

TEST(NamedSecrets, KnowsPasswordsThatEndTheirWord) {
  for (const auto& [text, expected] : std::initializer_list<std::pair<const char*, const char*>>{
           {"'ws://u:ab\\'x@h:9007/amps/json'", "'ws://u:***@h:9007/amps/json'"},
           {"'ws://u:12'x@h:9007/amps/json'", "'ws://u:***@h:9007/amps/json'"},
           {"tcp://u:a b@h", "tcp://u:***@h"},
           {"<InetAddr>u:x@h:1</InetAddr>", "<InetAddr>u:***@h:1</InetAddr>"},
           {"uri=ws://u:ab\\\n   x@h:1", "uri=ws://u:***@h:1"},
           {"tcp:\\/\\/u:a b@h", "tcp:\\/\\/u:***@h"}}) {
    EXPECT_EQ(shown(text), expected);
  }
}

TEST(SecretsOf, HidesWhatIsLeftOfAPassword) {
  EXPECT_EQ(without_secrets("tcp://u:Zq7Kx9"), "tcp://u:***");
  EXPECT_EQ(without_secrets("tcp://u:Zq7Kx9\"x"), "tcp://u:***");
  EXPECT_EQ(without_secrets("ws://u:Zq7Kx9/amps/json"), "ws://u:***/amps/json");
  EXPECT_EQ(without_secrets("password: Zq7Kx9"), "password: ***");
  for (const char* text : {"tcp://h:9007", "tcp://h:https/amps/json", "tcp://h:9007x/amps/json",
                           "tcp://h:${PORT}", "tcp://fe80::1", "tcp://[::1]:9007", "tcp://h"}) {
    EXPECT_EQ(without_secrets(text), text);
  }
}

TEST(SecretNames, SayWhatTheyHoldAndNotWhere) {
  for (const char* name : {"Password", "profile_password", "API-Key", "db_pass", "userPwd", "jwt",
                           "aws_credentials", "X-Auth-Token", "BindPW", "CLIENT_SECRET_2"}) {
    EXPECT_TRUE(is_secret_name(name)) << name;
  }
  for (const char* name :
       {"PasswordFile", "PasswordEnvironmentVariable", "TokenEndpoint", "compass",
        "CredentialStore", "PrivateKey", "credentials-env", "Name", "key", "oldpwd"}) {
    EXPECT_FALSE(is_secret_name(name)) << name;
  }
}

}  // namespace
}  // namespace ampslint::testing
