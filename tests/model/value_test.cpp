// What the values of a configuration may be, and that the schema table makes sense.
#include "model/value.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "base/units.hpp"
#include "model/address.hpp"
#include "model/modules.hpp"

namespace ampslint::testing {
namespace {

TEST(Address, IsRead) {
  struct Case {
    std::string_view text;
    std::uint16_t port;
    std::string_view host;
    bool ip;
    bool v6;
  };
  constexpr Case cases[] = {
      {"9007", 9007, "", false, false},
      {"0", 0, "", false, false},
      {"65535", 65535, "", false, false},
      {"*:9007", 9007, "", false, false},
      {"0.0.0.0:9007", 9007, "0.0.0.0", true, false},
      {"10.0.0.1:1", 1, "10.0.0.1", true, false},
      {"[::]:9007", 9007, "::", true, true},
      {"[::1]:9007", 9007, "::1", true, true},
      {"[fe80::1%eth0]:9007", 9007, "fe80::1%eth0", true, true},
      {"[::ffff:10.0.0.1]:9007", 9007, "::ffff:10.0.0.1", true, true},
      {"localhost:9007", 9007, "localhost", false, false},
      {"db-1.example.com:9007", 9007, "db-1.example.com", false, false},
      {"my_host:9007", 9007, "my_host", false, false},
  };
  for (const Case& tested : cases) {
    AddressFault fault;
    const std::optional<Address> address = parse_address(tested.text, fault);
    ASSERT_TRUE(address) << tested.text << ": " << fault.message;
    EXPECT_EQ(address->port, tested.port) << tested.text;
    EXPECT_EQ(address->host, tested.host) << tested.text;
    EXPECT_EQ(address->ip.has_value(), tested.ip) << tested.text;
    EXPECT_EQ(address->ip && address->ip->v6, tested.v6) << tested.text;
  }
}

TEST(Address, IsRefusedAtThePartThatIsWrong) {
  struct Case {
    std::string_view text;
    std::string_view part;
    std::string_view why;
  };
  constexpr Case cases[] = {
      {"", "", "no address"},
      {"tcp://h:9007", "tcp://", "a listening address has no scheme"},
      {"h:9007/amps", "/amps", "'/' does not belong in an address"},
      {"9007,9008", ",9008", "',' does not belong in an address"},
      {"10.0.0.1 9007", " 9007", "' ' does not belong in an address"},
      {"localhost", "localhost", "no port; write 'port' or 'address:port'"},
      {"10.0.0.1", "10.0.0.1", "no port; write 'port' or 'address:port'"},
      {"h:", "h:", "no port after the ':'"},
      {":9007", ":9007", "no address before the ':'"},
      {"h:http", "http", "port 'http' is not a number"},
      {"h:-1", "-1", "port '-1' is not a number"},
      {"h:+1", "+1", "port '+1' is not a number"},
      {"65536", "65536", "port 65536 is above 65535"},
      {"99999999999999999999", "99999999999999999999", "port 99999999999999999999 is above 65535"},
      {"::1:9007", "::1:9007", "an IPv6 address needs brackets, as in '[::1]:9007'"},
      {"fe80::1:9007", "fe80::1:9007", "an IPv6 address needs brackets, as in '[::1]:9007'"},
      {"a:b:c", "a:b:c", "more than one ':'"},
      {"[::1]", "[::1]", "'[' without ']:' and a port"},
      {"[::1", "[::1", "'[' without ']:' and a port"},
      {"[::1]9007", "[::1]9007", "'[' without ']:' and a port"},
      {"[10.0.0.1]:9007", "10.0.0.1", "'10.0.0.1' is not an IPv6 address"},
      {"[]:9007", "", "'' is not an IPv6 address"},
      {"256.0.0.1:9007", "256.0.0.1", "'256.0.0.1' is not an address"},
      {"10.0.0:9007", "10.0.0", "'10.0.0' is not an address"},
      {"h!:9007", "h!", "'h!' is not an address"},
  };
  for (const Case& tested : cases) {
    AddressFault fault;
    EXPECT_FALSE(parse_address(tested.text, fault)) << tested.text;
    EXPECT_EQ(fault.message, tested.why) << tested.text;
    ASSERT_LE(fault.begin + fault.length, tested.text.size()) << tested.text;
    EXPECT_EQ(tested.text.substr(fault.begin, fault.length), tested.part) << tested.text;
  }
}

TEST(Address, KnowsLoopbackAndWildcard) {
  for (const std::string_view text : {"127.0.0.1", "127.8.9.10", "::1"}) {
    EXPECT_TRUE(parse_ip(text)->is_loopback()) << text;
  }
  for (const std::string_view text : {"0.0.0.0", "::", "0:0:0:0:0:0:0:0"}) {
    EXPECT_TRUE(parse_ip(text)->is_wildcard()) << text;
    EXPECT_FALSE(parse_ip(text)->is_loopback()) << text;
  }
  for (const std::string_view text : {"128.0.0.1", "::2", "1::1"}) {
    EXPECT_FALSE(parse_ip(text)->is_loopback()) << text;
  }
  for (const std::string_view text : {"", "localhost", "1.2.3", "1.2.3.4.5", ":::", "g::1"}) {
    EXPECT_FALSE(parse_ip(text)) << text;
  }
  for (const std::string_view name : {"localhost", "LOCALHOST", "localhost.", "a.localhost"}) {
    EXPECT_TRUE(is_loopback_name(name)) << name;
  }
  for (const std::string_view name : {"", "local", "localhost.example.com", ".localhost"}) {
    EXPECT_FALSE(is_loopback_name(name)) << name;
  }
}

TEST(Units, BytesAreRead) {
  constexpr std::pair<std::string_view, double> good[] = {
      {"0", 0},
      {"1024", 1024},
      {"1b", 1},
      {"1k", 1024},
      {"1KB", 1024},
      {"5MB", 5.0 * 1024 * 1024},
      {"10M", 10485760},
      {"1gb", 1 << 30},
      {"1 GB", 1 << 30},
      {"1.5mb", 1572864},
      {".5k", 512},
      {"2T", 2.0 * 1024 * 1024 * 1024 * 1024},
      {"1tB", 1024.0 * 1024 * 1024 * 1024},
  };
  for (const auto& [text, bytes] : good) {
    ASSERT_TRUE(parse_bytes(text)) << text;
    EXPECT_DOUBLE_EQ(*parse_bytes(text), bytes) << text;
  }
  for (const std::string_view text : {"", "MB", "-1", "+1", "1 GiB", "1e3", "1MBs", "inf", "nan",
                                      "infinity", "0x10", "1,5MB", "10s", "${SIZE}", " 1"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

TEST(Units, IntervalsAreRead) {
  constexpr std::pair<std::string_view, double> good[] = {
      {"10", 10},  {"10s", 10},  {"250ms", 0.25}, {"1us", 1e-6},  {"1ns", 1e-9}, {"2m", 120},
      {"2M", 120}, {"1h", 3600}, {"7d", 604800},  {"1W", 604800}, {"1 s", 1},    {"0.5s", 0.5},
  };
  for (const auto& [text, seconds] : good) {
    ASSERT_TRUE(parse_interval(text)) << text;
    EXPECT_DOUBLE_EQ(*parse_interval(text), seconds) << text;
  }
  for (const std::string_view text :
       {"", "s", "-1s", "1min", "1sec", "10 seconds", "1y", "nans", "infs", "1h30m", "1:00"}) {
    EXPECT_FALSE(parse_interval(text)) << text;
  }
}

TEST(Boolean, IsRead) {
  for (const std::string_view text : {"true", "True", "TRUE", "enabled", "yes", "on", "1"}) {
    EXPECT_EQ(parse_boolean(text), true) << text;
  }
  for (const std::string_view text : {"false", "Disabled", "no", "OFF", "0"}) {
    EXPECT_EQ(parse_boolean(text), false) << text;
  }
  for (const std::string_view text : {"", "t", "2", "enable", "truee", " true", "${X}"}) {
    EXPECT_EQ(parse_boolean(text), std::nullopt) << text;
  }
}

/// `value` as an element of the schema: "" where it is fine, else "severity part -> replacement".
std::string checked(std::string_view parent, std::string_view name, std::string_view value) {
  const SchemaElement* schema = schema_element(*content_model(parent), name);
  EXPECT_NE(schema, nullptr) << parent << '/' << name;
  if (schema == nullptr) return "not in the schema";
  const std::optional<ValueFault> fault = check_value(*schema, value);
  if (!fault) return "";
  EXPECT_LE(fault->begin + fault->length, value.size()) << value;
  EXPECT_FALSE(fault->message.empty()) << value;
  std::string text =
      fmt::format("{} '{}'", to_string(fault->severity), value.substr(fault->begin, fault->length));
  if (!fault->replacement.empty()) text += fmt::format(" -> '{}'", fault->replacement);
  return text;
}

TEST(Value, IsCheckedByItsKind) {
  struct Case {
    std::string_view parent;
    std::string_view name;
    std::string_view value;
    std::string_view expected;
  };
  constexpr std::string_view basic = R"(Basic realm="AMPS")";
  const Case cases[] = {
      {"Transport", "Name", "anything goes", ""},
      {"Transport", "Certificate", "a b/c", ""},
      {"Transport", "InetAddr", "9007", ""},
      {"Transport", "InetAddr", "h:x", "error 'x'"},
      {"Transport", "VerifyClient", "true", ""},
      {"Transport", "VerifyClient", "False", ""},
      {"Transport", "VerifyClient", "enabled", ""},
      {"Transport", "VerifyClient", "yes", "warning 'yes' -> 'true'"},
      {"Transport", "VerifyClient", "0", "warning '0' -> 'false'"},
      {"Transport", "VerifyClient", "treu", "warning 'treu' -> 'true'"},
      {"Transport", "VerifyClient", "maybe", "warning 'maybe'"},
      {"Transport", "MessageMemoryLimit", "10MB", ""},
      {"Transport", "MessageMemoryLimit", "10 apples", "error '10 apples'"},
      {"Transport", "ClientMessageAgeLimit", "10s", ""},
      {"Transport", "ClientMessageAgeLimit", "soon", "error 'soon'"},
      {"Transport", "ClientMaxCapacity", "50%", ""},
      {"Transport", "ClientMaxCapacity", "100", ""},
      {"Transport", "ClientMaxCapacity", "0%", ""},
      {"Transport", "ClientMaxCapacity", "101%", "error '101%'"},
      {"Transport", "ClientMaxCapacity", "-1%", "error '-1%'"},
      {"Transport", "ClientMaxCapacity", "nan", "error 'nan'"},
      {"Transport", "ClientMaxCapacity", "%", "error '%'"},
      {"Transport", "FileMask", "0640", ""},
      {"Transport", "FileMask", "640", ""},
      {"Transport", "FileMask", "0648", "error '0648'"},
      {"Transport", "FileMask", "rw-r--r--", "error 'rw-r--r--'"},
      {"MessageType", "FieldSeparator", "1", ""},
      {"MessageType", "FieldSeparator", "0x01", "error '0x01'"},
      {"AMPSConfig", "RequiredMinimumVersion", "5.3", ""},
      {"AMPSConfig", "RequiredMinimumVersion", "4.3.1.0", ""},
      {"AMPSConfig", "RequiredMinimumVersion", "5..3", "error '5..3'"},
      {"AMPSConfig", "RequiredMinimumVersion", "v5.3", "error 'v5.3'"},
      {"AMPSConfig", "RequiredMinimumVersion", "5.", "error '5.'"},
      {"Transport", "Type", "amps-unix", ""},
      {"Transport", "Type", "TCP", "warning 'TCP' -> 'tcp'"},
      {"Transport", "Type", "tpc", "error 'tpc' -> 'tcp'"},
      {"Transport", "Type", "websocket", "error 'websocket'"},
      {"Transport", "InitialState", "disabled", ""},
      {"Transport", "InitialState", "Disabled", "warning 'Disabled' -> 'disabled'"},
      {"Transport", "InitialState", "false", "warning 'false' -> 'disabled'"},
      {"Transport", "InitialState", "disable", "warning 'disable' -> 'disabled'"},
      {"MessageType", "AMPSVersionCompliance", "4", ""},
      {"MessageType", "AMPSVersionCompliance", "3", "error '3'"},
      {"Transport", "SecureSocketProtocols", "TLSv1.2", ""},
      {"Transport", "SecureSocketProtocols", "TLSv1.2 \n TLSv1.3", ""},
      {"Transport", "SecureSocketProtocols", "TLSv1.2,TLSv1.3", "error ','"},
      {"Transport", "SecureSocketProtocols", "TLSv1.2 TLS1.3", "error 'TLS1.3' -> 'TLSv1.3'"},
      {"Transport", "SecureSocketProtocols", "tlsv1.2", "warning 'tlsv1.2' -> 'TLSv1.2'"},
      {"Protocol", "WWWAuthenticate", "Negotiate", ""},
      {"Protocol", "WWWAuthenticate", basic, ""},
      {"Protocol", "WWWAuthenticate", "Basic", "error 'Basic'"},
      {"Protocol", "WWWAuthenticate", "Basic realm=AMPS", "error 'Basic realm=AMPS'"},
      {"Protocol", "WWWAuthenticate", "NTLM", "error 'NTLM'"},
      {"Admin", "WWWAuthenticate", "NTLM", ""},
      {"Admin", "WWWAuthenticate", "Digest", "error 'Digest'"},
      {"MessageType", "Field", "/price = <d", ""},
      {"MessageType", "Field", "/id=i", ""},
      {"MessageType", "Field", "/symbol = 8s", ""},
      {"MessageType", "Field", "/sizes = >4H", ""},
      {"MessageType", "Field", "/a = =q", ""},
      {"MessageType", "Field", "/symbol = s", "error 's'"},
      {"MessageType", "Field", "/symbol = <8z", "error '<8z'"},
      {"MessageType", "Field", "/symbol = int", "error 'int'"},
      {"MessageType", "Field", "/symbol = 8", "error '8'"},
      {"MessageType", "Field", "/symbol =", "error '/symbol ='"},
      {"MessageType", "Field", "/symbol 8s", "error '/symbol 8s'"},
      {"MessageType", "Field", "= 8s", "error '= 8s'"},
      {"Transport", "Protocol", "no such", ""},
      {"AMPSConfig", "MessageMemoryLimit", "100%", ""},
      {"AMPSConfig", "MessageMemoryLimit", "101%", "error '101%'"},
      {"SOW/Topic", "Name", "desk.fx/usd", ""},
      {"SOW/Topic", "Name", "^desk-", "warning '^desk-'"},
      {"SOW/Topic", "Expiration", "1h", ""},
      {"SOW/Topic", "Expiration", "disabled", ""},
      {"SOW/Topic", "Expiration", "Disabled", "warning 'Disabled' -> 'disabled'"},
      {"SOW/Topic", "Expiration", "never", "error 'never'"},
      {"Queue", "Expiration", "disabled", "error 'disabled'"},
      {"Queue", "RecoveryPoint", "creation", ""},
      {"Queue", "RecoveryPoint", "14754345|2|", ""},
      {"Queue", "RecoveryPoint", "20250131T090000.000000Z", ""},
      {"Queue", "RecoveryPoint", "yesterday", "error 'yesterday'"},
      {"TransactionLog/Topic", "Name", "^orders-", ""},
      {"TransactionLog/Topic", "Name", "orders(", "error ''"},
      {"ConflatedTopic", "TopicFormat", "%n-slow", ""},
      {"ConflatedTopic", "TopicFormat", "slow", "error 'slow'"},
      {"amps-action-on-schedule", "Every", "1h", ""},
      {"amps-action-on-schedule", "Every", "23:30", ""},
      {"amps-action-on-schedule", "Every", "23:30Z", ""},
      {"amps-action-on-schedule", "Every", "Saturday at 00:30Z", ""},
      {"amps-action-on-schedule", "Every", "24:00", "error '24:00'"},
      {"amps-action-on-schedule", "Every", "30 20 * * *", "error '30 20 * * *'"},
      {"amps-action-on-schedule", "Every", "at 11:00", "error 'at 11:00'"},
      {"amps-action-on-signal", "Signal", "SIGUSR1", ""},
      {"amps-action-on-signal", "Signal", "SIGKILL", "error 'SIGKILL'"},
      {"amps-action-on-signal", "Signal", "SIGQUIT", "error 'SIGQUIT'"},
      {"amps-action-on-signal", "Signal", "10", "warning '10'"},
      {"amps-action-on-admin", "Path", "rotate", ""},
      {"amps-action-on-admin", "Path", "logs/rotate", "error 'logs/rotate'"},
      {"amps-action-do-remove-files", "Pattern", "log/*.log", ""},
      {"amps-action-do-remove-files", "Pattern", "^log/.*\\.log$", "warning '^log/.*\\.log$'"},
      {"amps-action-do-extract-values", "Value", "ID = /id", ""},
      {"amps-action-do-extract-values", "Value", "/id", "error '/id'"},
      {"Target", "IncludeErrors", "30-0001, 12-.*", ""},
      {"Target", "IncludeErrors", "30-1", "warning '30-1'"},
      {"libamps_udf_experimental.so", "Lookup", "notes;2;json;catalog;/note;/id;/line", ""},
      {"libamps_udf_experimental.so", "Lookup", "a;2;json;t;/b;/c", "error 'a;2;json;t;/b;/c'"},
  };
  for (const Case& tested : cases) {
    EXPECT_EQ(checked(tested.parent, tested.name, tested.value), tested.expected)
        << tested.parent << '/' << tested.name << " '" << tested.value << "'";
  }
}

/// `value` where each kind of expression stands: whether it is fine there.
TEST(Value, ReadsExpressions) {
  struct Case {
    std::string_view parent;
    std::string_view name;
    std::string_view value;
    std::string_view expected;
  };
  const Case cases[] = {
      {"SOW/Topic", "Key", "/id", ""},
      {"SOW/Topic", "Key", "/order/line[0]", ""},
      {"SOW/Topic", "Key", "/order/@id", ""},
      {"SOW/Topic", "Key", "[/odd name]", ""},
      {"SOW/Topic", "Key", "/11", ""},
      {"SOW/Topic", "Key", "id", "error 'id'"},
      {"SOW/Topic", "Key", "//id", "error '//id'"},
      {"SOW/Topic", "Key", "/order/*", "error '/order/*'"},
      {"SOW/Topic", "Key", "UPPER(/id)", "error 'UPPER(/id)'"},
      {"Grouping", "Field", "[json].[orders]./id", ""},
      {"Grouping", "Field", "[orders].[/odd id]", ""},
      {"Grouping", "Field", "/price * 2", "error '/price * 2'"},
      {"UnderlyingTopic", "Join", "[orders]./id = [parts].[/order]", ""},
      {"UnderlyingTopic", "Join", "[orders]./id == [parts]./order",
       "error '[orders]./id == [parts]./order'"},
      {"UnderlyingTopic", "Join", "/id = /order", "error '/id = /order'"},
      {"Queue", "Filter", "/class IN ('a', \"b\") AND NOT /x IS NULL", ""},
      {"Queue", "Filter", "/name LIKE r'^a\\.(b|c)$' OR (/qty*/price - 1) / 2 > 1.0e-3", ""},
      {"Queue", "Filter", "/id BEGINS WITH ('a') AND /n BETWEEN 1 AND 2", ""},
      {"Queue", "Filter", "[/odd name] = 'it\\'s'", ""},
      {"Queue", "Filter", "/a = 'b", "error '''"},
      {"Queue", "Filter", "(/a = 1", "error '('"},
      {"Queue", "Filter", "/a = 1)", "error ')'"},
      {"Queue", "Filter", "/a = “b”", "error '“'"},
      {"Queue", "Filter", "/a LIKE /b", "error 'LIKE'"},
      {"Queue", "Filter", "/a LIKE '(b'", "error ''(b''"},
      {"Queue", "Filter", "/a = NULL", "warning 'NULL'"},
      {"Queue", "Filter", "/a &lt; 1", "warning '&lt;'"},
      {"Queue", "Filter", "UNIX_TIMESTAMP() > /t", "error 'UNIX_TIMESTAMP'"},
      {"Queue", "Filter", "sum(/a) > 1", "error 'sum'"},
      {"Queue", "Filter", "SUBSTR(/a) = 'x'", "error 'SUBSTR'"},
      {"Queue", "Priority", "COALESCE(/a, /b, 1) * 2", ""},
      {"Preprocessing", "Field", "CONCAT(/a, '-', /b) AS /id", ""},
      {"Preprocessing", "Field", "CONCAT(/a, '-', /b)", "error 'CONCAT(/a, '-', /b)'"},
      {"Preprocessing", "Field", "UPPER(/a) as id", "error 'id'"},
      {"Preprocessing", "Field", "/a OF PREVIOUS AS /b", "error 'OF'"},
      {"Preprocessing", "Field", "[orders]./a AS /b", "error '[orders]./a'"},
      {"Enrichment", "Field", "/a OF PREVIOUS AS /b HINT OPTIONAL,SET_CURRENT", ""},
      {"Enrichment", "Field", "/a AS /b HINT NEVER", "error 'NEVER'"},
      {"Projection", "Field", "/id", ""},
      {"Projection", "Field", "SUM([a]./x * [b]./y) / COUNT([a]./x) AS /avg", ""},
      {"Projection", "Field", "MAX(UNIX_TIMESTAMP()) AS /t", "error 'UNIX_TIMESTAMP'"},
      {"Projection", "Field", "SUM(/x) AS total", "error 'total'"},
  };
  for (const Case& tested : cases) {
    EXPECT_EQ(checked(tested.parent, tested.name, tested.value), tested.expected)
        << tested.parent << '/' << tested.name << " '" << tested.value << "'";
  }
}

TEST(Value, SaysWhoseValueItCouldBe) {
  const ContentModel& model = *content_model("Transport");
  EXPECT_EQ(sibling_with(model, *schema_element(model, "Type"), "websocket"), "Protocol");
  EXPECT_EQ(sibling_with(model, *schema_element(model, "Protocol"), "tcps"), "Type");
  EXPECT_EQ(sibling_with(model, *schema_element(model, "Protocol"), "none such"), "");
}

TEST(Suggest, FindsTheNearest) {
  const std::vector<std::string_view> names{"tcp", "tcps", "amps-unix", "InetAddr", "websocket"};
  EXPECT_EQ(nearest("tpc", names), "tcp");
  EXPECT_EQ(nearest("TCPS", names), "tcps");
  EXPECT_EQ(nearest("InetAdr", names), "InetAddr");
  EXPECT_EQ(nearest("inetaddr", names), "InetAddr");
  EXPECT_EQ(nearest("web-socket", names), "websocket");
  EXPECT_EQ(nearest("amps_unix", names), "amps-unix");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest("xyz", names), "");
  EXPECT_EQ(nearest("ab", std::vector<std::string_view>{"cd", "x"}), "");
  EXPECT_EQ(nearest(std::string(100'000, 'x'), names), "");
  EXPECT_EQ(did_you_mean("tpc", names), "; did you mean 'tcp'?");
  EXPECT_EQ(did_you_mean("nothing like it", names), "");
}

/// Calls `with` for every row of the schema, with its place as a message says it.
template <typename With>
void for_rows(With with) {
  for (const ContentModel& model : schema()) {
    for (const SchemaElement& row : model.rows) {
      with(model, row, fmt::format("{}/{}", model.name, row.name));
    }
  }
}

TEST(Schema, ContentModelsHoldTogether) {
  std::set<std::string_view> models;
  for (const ContentModel& model : schema()) {
    EXPECT_TRUE(models.insert(model.name).second) << model.name << " stands twice";
    EXPECT_FALSE(model.manual.empty()) << model.name;
    EXPECT_TRUE(!model.rows.empty() || is_of_module(model)) << model.name;
    std::set<std::string> names;
    for (const SchemaElement& row : model.rows) {
      EXPECT_TRUE(names.insert(to_lower(row.name)).second) << model.name << '/' << row.name;
    }
    const bool decided = model.decided_by.empty() || schema_element(model, model.decided_by);
    EXPECT_TRUE(decided) << model.name;
  }
  std::set<std::string_view> used{"AMPSConfig"};
  for_rows([&](const ContentModel& model, const SchemaElement& row, const std::string& where) {
    const bool named = row.content == open_content || row.content == content_by_module;
    EXPECT_TRUE(row.content.empty() || named || models.contains(row.content)) << where;
    EXPECT_TRUE(!row.content.empty() || row.value != ValueKind::none) << where;
    const bool chooses = row.value == ValueKind::choice || row.value == ValueKind::choices ||
                         row.value == ValueKind::list || row.value == ValueKind::www_authenticate;
    const bool may_choose = row.value == ValueKind::interval || row.value == ValueKind::bookmark;
    EXPECT_TRUE(may_choose || chooses == !row.choices.empty()) << where;
    for (const std::string_view sibling : words(row.excludes)) {
      EXPECT_NE(schema_element(model, sibling), nullptr) << where;
    }
    EXPECT_TRUE(row.needs.empty() || schema_element(model, row.needs)) << where;
    EXPECT_TRUE(row.synonym_of.empty() || schema_element(model, row.synonym_of) ||
                row.standing == Standing::undocumented)
        << where;
    EXPECT_EQ(row.default_before.empty(), row.default_since.empty()) << where;
    const std::vector<std::string_view> variants = variants_of(model);
    for (const std::string_view list : {row.required, row.allowed}) {
      for (const std::string_view word : list == every_variant ? words("") : words(list)) {
        EXPECT_NE(std::ranges::find(variants, word), variants.end()) << where << ": " << word;
      }
    }
    used.insert(row.content);
  });
  for (const ContentModel& model : schema()) {
    EXPECT_TRUE(is_of_module(model) || used.contains(model.name)) << model.name;
  }
}

TEST(Schema, DefaultsAreOfTheirKind) {
  for_rows([](const ContentModel&, const SchemaElement& row, const std::string& where) {
    for (const std::string_view value :
         {row.default_value, row.default_before, row.least, row.most}) {
      if (value.empty()) continue;
      const std::optional<ValueFault> fault = check_value(row, value);
      EXPECT_FALSE(fault) << where << ": " << fault->message;
      EXPECT_FALSE(check_range(row, value)) << where;
      if (!is_reference(row.value)) continue;
      const auto names = built_in_names(row.value);
      EXPECT_NE(std::ranges::find(names, value), names.end()) << where;
    }
    for (const std::string_view version : {row.since, row.default_since}) {
      EXPECT_TRUE(version.empty() || parse_version(version)) << where;
    }
  });
}

TEST(Schema, IsAskedByName) {
  const ContentModel& transport = *content_model("Transport");
  EXPECT_EQ(schema_element(transport, "inetaddr")->name, "InetAddr");
  EXPECT_EQ(schema_element(transport, "Library"), nullptr);
  EXPECT_EQ(content_model("no such"), nullptr);
  EXPECT_TRUE(std::ranges::equal(contents_with("journaldirectory"),
                                 std::vector<std::string_view>{"TransactionLog"}));
  EXPECT_EQ(variants_of(transport).size(), 5U);
  EXPECT_TRUE(variants_of(*content_model("Admin")).empty());
  EXPECT_EQ(words(" a\tb\r\nc "), (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_TRUE(words(" \n").empty());
}

TEST(Schema, FindsBuiltInNamesForReferences) {
  for_rows([](const ContentModel&, const SchemaElement& row, const std::string& where) {
    const bool only_defined = row.value == ValueKind::transport ||
                              row.value == ValueKind::function_module ||
                              row.value == ValueKind::key_generator_module;
    if (!is_reference(row.value) || only_defined) return;
    EXPECT_FALSE(built_in_names(row.value).empty()) << where;
  });
  EXPECT_EQ(access_of_module("amps-default-no-authentication-module"), Access::nobody);
  EXPECT_EQ(access_of_module("amps-default-authentication-module"), Access::anyone);
  EXPECT_EQ(access_of_module("mine"), Access::checked);
}

}  // namespace
}  // namespace ampslint::testing
