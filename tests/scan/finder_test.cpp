#include "scan/finder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

/// Each byte of a decoded value has its place in the text.
void expect_places(const FoundString& found, const Sources& sources, SourceId source) {
  Text text{.value = found.value, .where = found.where, .pieces = found.pieces};
  text.where.source = source;
  for (std::size_t i = 0; i < found.value.size(); ++i) {
    Span place = text.span(i, 1);
    place.source = source;
    EXPECT_GE(place.begin, found.where.begin);
    EXPECT_LE(place.end, found.where.end);
    if (place.end - place.begin == 1) {
      EXPECT_EQ(sources.text(place), found.value.substr(i, 1));
    }
  }
}

/// The strings as they are found: `line:column value`, with `?` in front of one that is a pattern.
std::vector<std::string> found_in(std::string_view file, const std::string& text) {
  Sources sources;
  const SourceId source = sources.add("x", text);
  std::vector<std::string> shown;
  for (const FoundString& found : find_strings(sources[source].text, form_of(file))) {
    expect_places(found, sources, source);
    const Position at = sources.position(source, found.where.begin);
    const std::string_view plain =
        sources.text({.source = source, .begin = found.where.begin, .end = found.where.end});
    shown.push_back((found.unresolved ? "?" : "") + std::to_string(at.line) + ":" +
                    std::to_string(at.column) + " " +
                    (found.pieces.empty() ? std::string(plain) : found.value));
  }
  return shown;
}

struct Shape {
  std::string_view file;
  std::string text;
  std::vector<std::string> found;
};

void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.file << ": " << shape.text; }

class ScanShapes : public ::testing::TestWithParam<Shape> {};

TEST_P(ScanShapes, Finds) {
  const Shape& shape = GetParam();
  EXPECT_EQ(found_in(shape.file, shape.text), shape.found);
}

using List = std::vector<std::string>;
const std::string whole = "tcp://db1:9007/amps/json";

INSTANTIATE_TEST_SUITE_P(
    Code, ScanShapes,
    ::testing::Values(
        Shape{"A.java", "client.connect(\"" + whole + "\");", List{"1:17 " + whole}},
        Shape{"A.java", "  private static final String uri_ = \"" + whole + "\";",
              List{"1:39 " + whole}},
        Shape{"A.kt", "\nchooser.add(\"tcp://a:1/amps/json\"); chooser.add(\"tcp://b:1/amps/fix\")",
              List{"2:14 tcp://a:1/amps/json", "2:50 tcp://b:1/amps/fix"}},
        Shape{"A.java", R"(x = "tcp://" + host + ":" + port + "/amps/" + type;)",
              List{"1:6 tcp://{host}:{port}/amps/{type}"}},
        Shape{"A.java", "x = \"tcp://\" + this.host() + \":\" + 9007\n      + \"/amps/json\");",
              List{"1:6 tcp://{this.host()}:9007/amps/json"}},
        Shape{"A.java", R"(x = "tcp://" + (a ? b : c) + ":9007/amps/json";)",
              List{"1:6 tcp://{expression}:9007/amps/json"}},
        Shape{"A.java", R"(String.format("tcp://%s:%d/amps/%s", host, port, type))",
              List{"1:16 tcp://%s:%d/amps/%s"}},
        Shape{"A.java", R"(@Value("${amps.server.url}") String url;)", List{}},
        Shape{"A.java", R"(@Value("${amps.primary-uri:tcp://172.21.12.69:9107/amps/json}"))",
              List{"1:28 tcp://172.21.12.69:9107/amps/json"}},
        Shape{"A.java", "@Value(\"${amps.uris:tcp://a:1/amps/json,tcp://b:1/amps/json}\")",
              List{"1:21 tcp://a:1/amps/json", "1:41 tcp://b:1/amps/json"}},
        Shape{"a.py", "uri_ = '" + whole + "'", List{"1:9 " + whole}},
        Shape{"a.py", R"(uri = f"tcp://{host}:{port}/amps/json")",
              List{"1:9 tcp://{host}:{port}/amps/json"}},
        Shape{"a.py", R"(uri = "tcp://%(host)s:9007/amps/json" % names)",
              List{"1:8 tcp://%(host)s:9007/amps/json"}},
        Shape{"a.py", "x = (\"tcp://db1\" \":9007/amps/json\")", List{"1:7 " + whole}},
        Shape{"a.py", "x = \"\"\"" + whole + "\"\"\"", List{"1:8 " + whole}},
        Shape{"a.py", "x = r'" + whole + "'  # it's", List{"1:7 " + whole}},
        Shape{"a.cpp", R"(const char* uri = "tcp://127.0.0.1:9027/amps/nvfix";)",
              List{"1:20 tcp://127.0.0.1:9027/amps/nvfix"}},
        Shape{"a.cpp", "char q = '\"'; f(\"" + whole + "\");", List{"1:18 " + whole}},
        Shape{"a.cpp", R"(out << "tcp://" << host << ":9007/amps/json";)",
              List{"1:9 tcp://{host}:9007/amps/json"}},
        Shape{"a.cpp", "\"tcp:\\/\\/db1:9007\\/amps\\/json\"", List{"1:2 " + whole}},
        Shape{"a.cpp", "f(\"first\\ntcp://db1:9007/amps/json\\n\")", List{"1:11 " + whole}},
        Shape{"a.cs", "private static string uri_ = \"" + whole + "\";", List{"1:31 " + whole}},
        Shape{"a.js", "client.connect('ws://localhost:9008/amps/json')",
              List{"1:17 ws://localhost:9008/amps/json"}},
        Shape{"a.ts", "const u = `ws://${host}:${port}/amps/${type}`;",
              List{"1:12 ws://${host}:${port}/amps/${type}"}},
        Shape{"a.rs", "CString::new(\"" + whole + "\")", List{"1:15 " + whole}},
        Shape{"a.q", ".amps.connect[\"" + whole + "\";\"name\"]", List{"1:16 " + whole}},
        Shape{"a.go", "client.Connect(\"" + whole + "\")", List{"1:17 " + whole}},
        Shape{"a.c", "connect(\" " + whole + " \")", List{"1:10  " + whole + " "}},
        Shape{"a.java", "c.connect(\"tcp://a:1/amps/json,tcp://b:1/amps/json\")",
              List{"1:12 tcp://a:1/amps/json,tcp://b:1/amps/json"}},
        Shape{"a.java", "log(\"at tcp://a:1/amps/json, or so\")", List{"1:9 tcp://a:1/amps/json"}},
        Shape{"a.js", "{\"x\": \"{\\\"url\\\": \\\"ws://a:1/amps/json\\\"}\"}",
              List{"1:20 ws://a:1/amps/json"}}));

INSTANTIATE_TEST_SUITE_P(
    Settings, ScanShapes,
    ::testing::Values(
        Shape{"a.properties", "x.props.url=tcp://host:9007/amps/nvfix",
              List{"1:13 tcp://host:9007/amps/nvfix"}},
        Shape{"a.properties", "bridge.amps.uri=tcp\\://db1\\:9007/amps/json?tcp_nodelay\\=true",
              List{"1:17 " + whole + "?tcp_nodelay=true"}},
        Shape{"a.properties", "amps.primary-uri = tcp://a:1/fix\namps.secondary-uri: tcp://b:1/fix",
              List{"1:20 tcp://a:1/fix", "2:21 tcp://b:1/fix"}},
        Shape{"a.properties", "x.uris=tcp://a:1/amps/json,\\\n   tcp://b:1/amps/json\n",
              List{"1:8 tcp://a:1/amps/json", "2:4 tcp://b:1/amps/json"}},
        Shape{"a.properties", "x.uri=" + whole + " \r\ny=1", List{"1:7 " + whole + " "}},
        Shape{"a.properties", "#x.uri=" + whole, List{}},
        Shape{"a.yaml", "uri: " + whole + "  # old", List{"1:6 " + whole}},
        Shape{"a.yml", "amps:\n  url: \"ws://a:9008/amps/json\"\n",
              List{"2:9 ws://a:9008/amps/json"}},
        Shape{"a.yml", "url: 'tcp://a:b''c@d:1/amps/json'", List{"1:7 tcp://a:b'c@d:1/amps/json"}},
        Shape{"a.yml", "uris:\n  - tcp://a:1/amps/json\n  - tcp://b:1/amps/json\n",
              List{"2:5 tcp://a:1/amps/json", "3:5 tcp://b:1/amps/json"}},
        Shape{"a.yml", "uris: [tcp://a:1/amps/json, tcp://b:1/amps/json]",
              List{"1:8 tcp://a:1/amps/json", "1:29 tcp://b:1/amps/json"}},
        Shape{"a.yml", "environment:\n  AMPS_URI: tcp://a:1/amp/json\n",
              List{"2:13 tcp://a:1/amp/json"}},
        Shape{"a.yml", "environment:\n  - AMPS_URI=tcp://a:1/amp/json\n",
              List{"2:14 tcp://a:1/amp/json"}},
        Shape{"a.yml", "amps:\n  uris:\n    - tcp://a:1/amp/json\n",
              List{"3:7 tcp://a:1/amp/json"}},
        Shape{"a.yml", "amps:\n  uris:\n  - tcp://a:1/amp/json\n", List{"3:5 tcp://a:1/amp/json"}},
        Shape{"a.yml", "x: tcp://{{ host }}:9007/amps/json",
              List{"1:4 tcp://{{ host }}:9007/amps/json"}},
        Shape{"a.yml", "# uri: " + whole, List{}},
        Shape{"a.json", R"({"url": "ws://amps-server:9007/amps/json", "type": "amps"})",
              List{"1:10 ws://amps-server:9007/amps/json"}},
        Shape{"a.json", R"({"url": "ws:\/\/a:9007\/amps\/json"})",
              List{"1:10 ws://a:9007/amps/json"}},
        Shape{"a.json", R"({"url": "ws:\u002f/a:9007/amps/json"})",
              List{"1:10 ws://a:9007/amps/json"}},
        Shape{"a.json", "{\n  \"amps\": {\n    \"url\": \"tcp://a:1\"\n  }\n}",
              List{"3:13 tcp://a:1"}},
        Shape{"a.toml", "[amps]\nuri = \"tcp://a:1/amp/json\"", List{"2:8 tcp://a:1/amp/json"}},
        Shape{"a.toml", "[amps]\nname = 'x'\n[other]\nuri = \"tcp://a:1/json\"", List{}},
        Shape{".env", "AMPS_URI=tcp://localhost:29007/amps/fix",
              List{"1:10 tcp://localhost:29007/amps/fix"}},
        Shape{".env", "AMPS_URIS=\"tcp://a:1/amps/json tcp://b:1/amp/json;tcp://c:1/amps/json\"",
              List{"1:12 tcp://a:1/amps/json", "1:32 tcp://b:1/amp/json",
                   "1:51 tcp://c:1/amps/json"}},
        Shape{"run", R"(x="${AMPS_URI:-tcp://localhost:9007/amps/json}")",
              List{"1:16 tcp://localhost:9007/amps/json"}},
        Shape{"run", "x=tcp://${HOST:-db1}:9007/amps/json",
              List{"1:3 tcp://${HOST:-db1}:9007/amps/json"}},
        Shape{"run", "java -Dbridge.amps.uri=tcp://host:9007/fix -x",
              List{"1:24 tcp://host:9007/fix"}},
        Shape{"run", "a --amps-uri tcp://host:9007 b", List{"1:14 tcp://host:9007"}},
        Shape{"run", "a --url tcp://host:9007/amps b", List{"1:9 tcp://host:9007/amps"}},
        Shape{"Dockerfile", "ENV AMPS_URI tcp://db1:9007/amp/json",
              List{"1:14 tcp://db1:9007/amp/json"}},
        Shape{"a.xml", R"(<property name="amps.uri" value="tcp://a:1/fix?a=1&amp;b=2"/>)",
              List{"1:34 tcp://a:1/fix?a=1&b=2"}},
        Shape{"a.xml", "<ampsUri>tcp://a:1/fix</ampsUri>", List{"1:10 tcp://a:1/fix"}},
        Shape{"a.xml", "<!-- <uri>" + whole + "</uri> -->", List{}},
        Shape{"x",
              "\xEF\xBB\xBF"
              "ü=" +
                  whole,
              List{"1:3 " + whole}}));

INSTANTIATE_TEST_SUITE_P(
    Broken, ScanShapes,
    ::testing::Values(
        Shape{".env", "AMPS_URI=tcp://db1:9007/amp/json", List{"1:10 tcp://db1:9007/amp/json"}},
        Shape{".env", "AMPS_URI=tcp:/db1:9007/amps/json", List{"1:10 tcp:/db1:9007/amps/json"}},
        Shape{".env", "AMPS_URI=TCP://db1:9007/amps/json", List{"1:10 TCP://db1:9007/amps/json"}},
        Shape{".env", "X=tpc://db1:9007/amps/json", List{"1:3 tpc://db1:9007/amps/json"}},
        Shape{".env", "AMPS_URI=tcp://a:9007,b:9007/amps/json",
              List{"1:10 tcp://a:9007,b:9007/amps/json"}},
        Shape{".env", "ampsServerUrl=tcp://db1", List{"1:15 tcp://db1"}},
        Shape{"a.java",
              "import com.crankuptheamps.client.Client;\nc.connect(\"tcp://a:1/amp/json\");",
              List{"2:12 tcp://a:1/amp/json"}},
        Shape{"a.java", "String ampsUri = \"tcp://a:9007/amps/json?tcp_nodelay=yes\";",
              List{"1:19 tcp://a:9007/amps/json?tcp_nodelay=yes"}}));

INSTANTIATE_TEST_SUITE_P(
    NotAmps, ScanShapes,
    ::testing::Values(
        Shape{"a.yml", "broker: tcp://broker:1883", List{}},
        Shape{"a.yml", "DOCKER_HOST: tcp://docker:2375", List{}},
        Shape{"a.yml", "services:\n  amps:\n    environment:\n      BROKER_URL: tcp://broker:1883",
              List{}},
        Shape{".env", "AMPS_PORT_9007_TCP=tcp://172.17.0.2:9007\nAMPS_SERVER_PORT=tcp://10.0.0.1:1",
              List{}},
        Shape{".env", "TIMESTAMPS_URL=tcp://a:1/json\nLAMPS_URI=tcp://a:1/xml", List{}},
        Shape{"a.xml", R"x(<bean url="failover:(tcp://a:61616,tcp://b:61616)"/>)x", List{}},
        Shape{".env", "AMPS_ADMIN_URL=http://a:8085/amps", List{}},
        Shape{".env", "X=jdbc:mysql://db:3306/amps\nY=amqp://h/amps\nZ=https://x/amps/json",
              List{}},
        Shape{"a.c", "f(\"unix:///var/run/amps/docker.sock\")", List{}},
        Shape{"a.java", "if (ampsServerUri.startsWith(\"tcp://\"))", List{}},
        Shape{"a.java", "String AMPS_URL = \"tcp://\";", List{}},
        Shape{"a.cpp", "  // tcp://host:port/amps/json", List{}},
        Shape{"a.cpp", "  // client.connect(\"" + whole + "\");", List{}},
        Shape{"a.md", "`tcp://<host>:<port>/amps/json`, tcp://host:9007/mqtt/json", List{}}));

INSTANTIATE_TEST_SUITE_P(
    Prose, ScanShapes,
    ::testing::Values(Shape{"a.md", "See `" + whole + "`, or " + whole + ".",
                            List{"1:6 " + whole, "1:36 " + whole}},
                      Shape{"a.md", "**" + whole + "** (" + whole + ")",
                            List{"1:3 " + whole, "1:31 " + whole}},
                      Shape{"a.java", "/**\n * {@code " + whole + "}\n */", List{"2:11 " + whole}},
                      Shape{"a.py", "# connects to " + whole + ", always", List{"1:15 " + whole}}));

TEST(Scan, ReportsWhichStringsAreOneSetting) {
  const std::string text = "A=tcp://a:1/amps/json,tcp://b:1/amps/json\nB=tcp://c:1/amps/json";
  const std::vector<FoundString> found = find_strings(text, form_of("x.env"));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].setting, found[1].setting);
  EXPECT_NE(found[1].setting, found[2].setting);
}

const std::string xml = "tcp://db1:9007/amps/xml";

INSTANTIATE_TEST_SUITE_P(
    Placeholders, ScanShapes,
    ::testing::Values(Shape{"a.rs", R"(format!("tcp://{}:{}/amps/json", h, p))",
                            List{"1:10 tcp://{}:{}/amps/json"}},
                      Shape{"a.yml", "value: tcp://$(HOST):$(PORT)/amps/json",
                            List{"1:8 tcp://$(HOST):$(PORT)/amps/json"}},
                      Shape{"run.sh", R"(URI="tcp://$(hostname -f):9007/amps/json")",
                            List{"1:6 tcp://$(hostname -f):9007/amps/json"}},
                      Shape{"a.hcl", R"(URI = "tcp://{{ env "HOST" }}:9007/amps/json")",
                            List{R"(1:8 tcp://{{ env "HOST" }}:9007/amps/json)"}},
                      Shape{"a.yml",
                            R"(uri: "{{ .Values.uri | default "tcp://db1:9007/amps/json" }}")",
                            List{"1:33 " + whole}},
                      Shape{"a.yml.erb", R"(uri: "tcp://<%= config["host"] %>:9007/amps/json")",
                            List{R"(1:7 tcp://<%= config["host"] %>:9007/amps/json)"}},
                      Shape{"a.properties", "x.uri=tcp://@HOST@:@PORT@/amps/json",
                            List{"1:7 tcp://@HOST@:@PORT@/amps/json"}},
                      Shape{"a.xml", "<uri>tcp://&lt;host&gt;:9007/amps/json</uri>",
                            List{"1:6 tcp://<host>:9007/amps/json"}},
                      Shape{"run.bat", "set URI=tcp://%HOST%:!PORT!/amps/json",
                            List{"1:9 tcp://%HOST%:!PORT!/amps/json"}},
                      Shape{"a.kt", R"("tcp://${m["host"]}:9007/amps/json")",
                            List{R"(1:2 tcp://${m["host"]}:9007/amps/json)"}}));

INSTANTIATE_TEST_SUITE_P(
    Ends, ScanShapes,
    ::testing::Values(
        Shape{"a.py", "print(\"cannot reach " + whole + ".\")", List{"1:21 " + whole}},
        Shape{"a.py", "log(\"" + whole + ": connected\")", List{"1:6 " + whole}},
        Shape{"a.java", "log(\"to " + whole + "%n\")", List{"1:9 " + whole}},
        Shape{"a.c", "puts(\"at " + whole + "\\x1b[0m\")", List{"1:10 " + whole}},
        Shape{"run.sh", "echo \"connecting to " + whole + "...\"", List{"1:21 " + whole}},
        Shape{"a.yml", "description: connects to " + whole + ".", List{"1:26 " + whole}},
        Shape{"README", "They use " + whole + ": the same, " + xml + "!",
              List{"1:10 " + whole, "1:46 " + xml}},
        Shape{"app.log", "Only that one: " + whole + ". Never " + xml + "?",
              List{"1:16 " + whole, "1:48 " + xml}},
        // The value of a setting is taken to the letter.
        Shape{".env", "AMPS_URI=" + whole + ".", List{"1:10 " + whole + "."}},
        Shape{"a.yml", "uri: " + whole + ".", List{"1:6 " + whole + "."}},
        Shape{"a.py", "uri = \"" + whole + ".\"", List{"1:8 " + whole + "."}},
        Shape{"a.xml", "<uri>" + whole + ".</uri>", List{"1:6 " + whole + "."}},
        Shape{"a.adoc", "Use " + whole + "[the server] or link:" + xml + "[this].",
              List{"1:5 " + whole, "1:50 " + xml}},
        Shape{"a.org", "[[" + whole + "][text]] =" + whole + "= ~" + xml + "~",
              List{"1:3 " + whole, "1:37 " + whole, "1:64 " + xml}},
        Shape{"a.md", "~~" + whole + "~~ ==" + whole + "== _" + xml + "_ | " + whole + "|x|",
              List{"1:3 " + whole, "1:32 " + whole, "1:60 " + xml, "1:87 " + whole}},
        Shape{"a.md", "`" + whole + "?sni=`, `" + whole + "`.",
              List{"1:2 " + whole + "?sni=", "1:35 " + whole}},
        Shape{"a.md", whole + "&nbsp;or " + xml + "&quot;", List{"1:1 " + whole, "1:34 " + xml}},
        Shape{"a.html", "<p>" + whole + "<br>" + xml + "&hellip;</p>",
              List{"1:4 " + whole, "1:32 " + xml}},
        Shape{"a.csv", "db1," + whole + ",prod\ndb2;" + xml + ";test",
              List{"1:5 " + whole, "2:5 " + xml}},
        Shape{"a.csv", "\"" + whole + "\",\"" + xml + "\"", List{"1:2 " + whole, "1:29 " + xml}},
        Shape{"a.conf", "env = AMPS_URI=" + whole + ";LEVEL=info,X=1", List{"1:16 " + whole}},
        Shape{"run.sh", "AMPS_URI=" + whole + ";export AMPS_URI", List{"1:10 " + whole}},
        Shape{"run.sh", "x --uri " + whole + "&& y; z --uri \\\n  " + xml + "|tee",
              List{"1:9 " + whole, "2:3 " + xml}},
        Shape{"run.sh", "sh -c \"x --uri=\\\"" + whole + "\\\"\"", List{"1:18 " + whole}},
        // A query that is written badly is still one string.
        Shape{".env", "AMPS_URI=" + whole + "?a=b;c=d", List{"1:10 " + whole + "?a=b;c=d"}}));

INSTANTIATE_TEST_SUITE_P(
    Uses, ScanShapes,
    ::testing::Values(
        Shape{"a.md", "```java\nclient.connect(\"tcp://a:1/amps/json,tcp://b:1/amps/json\");\n```",
              List{"2:17 tcp://a:1/amps/json,tcp://b:1/amps/json"}},
        Shape{"a.java", "chooser.add(\"tcp://a:1/amps/json,tcp://b:1/amps/json\");",
              List{"1:14 tcp://a:1/amps/json,tcp://b:1/amps/json"}},
        Shape{"a.java",
              "DefaultServerChooser c;\nc.add(\"tcp://a:1/amps/json tcp://b:1/amps/json\");",
              List{"2:8 tcp://a:1/amps/json tcp://b:1/amps/json"}},
        Shape{"a.cpp",
              "ServerChooser c; std::set<std::string> s;\ns.add(\"tcp://a:1/amps/json,"
              "tcp://b:1/amps/json\");",
              List{"2:8 tcp://a:1/amps/json", "2:28 tcp://b:1/amps/json"}},
        Shape{"a.cpp",
              "serverChooser.add(std::string(\"tcp://a:1/amps/json,tcp://b:1/amps/json\"));",
              List{"1:32 tcp://a:1/amps/json,tcp://b:1/amps/json"}},
        Shape{"a.java", "names.add(\"tcp://a:1/amps/json,tcp://b:1/amps/json\");",
              List{"1:12 tcp://a:1/amps/json", "1:32 tcp://b:1/amps/json"}},
        Shape{"a.clj", "(.connect c \"tcp://a:1/amps/json,tcp://b:1/amps/json\")",
              List{"1:14 tcp://a:1/amps/json,tcp://b:1/amps/json"}},
        Shape{"a.c", "amps_client_connect(c, \"tcp://a:1/amps/json,tcp://b:1/amps/json\");",
              List{"1:25 tcp://a:1/amps/json,tcp://b:1/amps/json"}},
        Shape{"a.md",
              "~~~ {.go}\nc.Connect(\"tcp://\" + host + \":9007/amps/json\")\n~~~\n" + whole,
              List{"2:12 tcp://{host}:9007/amps/json", "4:1 " + whole}},
        Shape{"a.adoc", "[source,python]\n----\nu = f\"tcp://{h}:9007/amps/json\"\n----\n",
              List{"3:7 tcp://{h}:9007/amps/json"}},
        Shape{"a.rst", ".. code-block:: python\n\n   u = f\"tcp://{h}:9007/amps/json\"\n\n" + whole,
              List{"3:10 tcp://{h}:9007/amps/json", "5:1 " + whole}},
        Shape{"a.org", "#+BEGIN_SRC sh\nX=tcp://$H:9007/amps/json\n#+END_SRC\n" + whole,
              List{"2:3 tcp://$H:9007/amps/json", "4:1 " + whole}},
        Shape{"run.sh", "spark sow \\\n  -server tcp://db1:9007 -topic x",
              List{"2:11 tcp://db1:9007"}},
        Shape{"a.properties", "amps.servers=tcp://feed@db1:9007/, tcp://db2:9007/",
              List{"1:14 tcp://feed@db1:9007/", "1:36 tcp://db2:9007/"}}));

INSTANTIATE_TEST_SUITE_P(
    Joined, ScanShapes,
    ::testing::Values(
        Shape{"a.py", "x = (\"tcp://db1\"  # host\n     ':9007'\n     f\"/amps/json\")",
              List{"1:7 " + whole}},
        Shape{"a.py", "f(\n  'tcp://db1'\n  ':9007/amps/json',\n)", List{"2:4 " + whole}},
        Shape{"a.py", "x = 'tcp://db1' \\\n    ':9007/amps/json'", List{"1:6 " + whole}},
        Shape{"a.py", "URI = \"" + whole + "\"\n\"\"\"The URI.\"\"\"", List{"1:8 " + whole}},
        Shape{"a.cpp", "u = \"tcp://\" HOST \":9007/amps/json\";",
              List{"1:6 tcp://{HOST}:9007/amps/json"}},
        Shape{"a.cpp", "u = \"tcp://db1\"  // the host\n    \":9007/amps/json\";",
              List{"1:6 " + whole}},
        Shape{"a.cpp", "u = std::string(\"tcp://db1:\") + port + \"/amps/json\";",
              List{"1:18 tcp://db1:{port}/amps/json"}},
        Shape{"a.php", "$u = \"tcp://\" . $host . \":9007/amps/json\";",
              List{"1:7 tcp://{expression}:9007/amps/json"}}));

INSTANTIATE_TEST_SUITE_P(
    Comments, ScanShapes,
    ::testing::Values(
        Shape{"a.c",
              "/*\n   connect(\"" + whole + "\");\n   See " + xml + ".\n*/\nf(\"" + xml + "\");",
              List{"3:8 " + xml, "5:4 " + xml}},
        Shape{"a.py",
              "\"\"\"Connects to " + xml + ".\"\"\"\nX = \"\"\"\n\"\"\"\nf(\"" + whole + "\")",
              List{"1:16 " + xml, "4:4 " + whole}},
        Shape{"a.js", "const g = \"src/*\"; f(\"" + whole + "\")", List{"1:23 " + whole}},
        Shape{"a.clj", "(connect c \"" + whole + "\") ; not " + xml,
              List{"1:13 " + whole, "1:46 " + xml}}));

TEST(Scan, SaysWhatIsAnExample) {
  const auto examples = [](std::string_view file, const std::string& text) {
    std::string found;
    for (const FoundString& one : find_strings(text, form_of(file)))
      found += one.example ? 'x' : '.';
    return found;
  };
  EXPECT_EQ(examples("a.java", "/* " + xml + " */\nf(\"" + whole + "\"); // " + xml), "x.x");
  EXPECT_EQ(examples("a.py", "def f():\n  '''See " + xml + "'''\n  g(\"" + whole + "\")"), "x.");
  EXPECT_EQ(examples("a.md", "```java\nf(\"" + whole + "\")\n```\n" + xml), "xx");
  EXPECT_EQ(examples("a.html", "<p>" + whole + "</p>"), "x");
  EXPECT_EQ(examples("a.env", "AMPS_URI=" + whole), ".");
  EXPECT_EQ(examples("a.txt", whole + "\nuri=" + whole + "\nUse " + whole + "."), "..x");
  EXPECT_EQ(examples("README", "uri=" + whole), "x");
}

TEST(Scan, KnowsTheCommentsOfALanguage) {
  struct Row {
    std::string_view file;
    std::string before;
    std::string behind;
  };
  const Row rows[] = {
      {"a.py", "x = 1  # ", ""},
      {"a.py", "#: ", ""},
      {"a.py", "# client.connect(\"", "\")"},
      {"a.pyx", "# ", ""},
      {"a.py", "r\"\"\"At\n  ", ".\"\"\""},
      {"a.py", "def g(): u\"\"\"", "\"\"\""},
      {"a.lua", "--[[ at\n ", "\n]]"},
      {"a.lua", "--[==[\n", "\n]==]"},
      {"a.rb", "=begin\nc.connect(\"", "\")\n=end\n"},
      {"a.rb", "f\n__END__\n", ""},
      {"a.pl", "=head1 A\n\n", "\n\n=cut\n"},
      {"a.ps1", "<#\n ", "\n#>"},
      {"a.hs", "{- ", " -}"},
      {"a.fs", "(* ", " *)"},
      {"a.ml", "(*\n", " *)"},
      {"a.jl", "#=\n", "\n=#"},
      {"CMakeLists.txt", "#[[\n", "\n]]"},
      {"a.ex", "@moduledoc \"\"\"\n", "\n\"\"\""},
      {"a.clj", "(comment\n (connect c \"", "\"))\n"},
      {"a.vb", "' ", ""},
      {"a.vb", "REM ", ""},
      {"a.php", "# ", ""},
      {"a.php", "// ", ""},
      {"a.bat", ":: ", ""},
      {"a.cmd", "@rem ", ""},
      {"a.erl", "f() -> ok. % ", ""},
      {"a.m", "x = 1; % ", ""},
      {"a.vim", "\" ", ""},
      {"a.tf", "x = 1 // ", ""},
      {"a.tf", "/*\n ", "\n*/"},
      {"a.jsonnet", "// ", ""},
      {"a.conf", "// ", ""},
      {"a.nix", "# ", ""},
      {"a.proto", "// ", ""},
      {"a.scss", "/* ", " */"},
      {"a.tcl", "set a 1 ;# ", ""},
      {"Makefile", "all:\n\t@# ", ""},
      {"a.sql", "-- ", ""},
      {"a.adb", "-- ", ""},
      {"a.service", "[a]\n  ; ", ""},
      {"a.yml.j2", "{# ", " #}"},
      {"a.yml.twig", "{# ", " #}"},
      {"a.conf.erb", "<%# ", " %>"},
      {"a.yaml.gotmpl", "{{/* ", " */}}"},
      {"a.yaml.tmpl", "<!-- ", " -->"},
      {"a.log", "failed: ", ""},
      {"a.log", "uri=", ""},
      {"a.log.1", "uri=", ""},
  };
  for (const Row& row : rows) {
    for (const FoundString& one :
         find_strings(row.before + whole + row.behind, form_of(row.file))) {
      EXPECT_TRUE(one.example) << row.file << ": " << row.before;
    }
  }
  const Row code[] = {
      {"a.py", "n = total // size; client.connect(\"", "\")"},
      {"a.py", "s = \"a#b\"; f(\"", "\")"},
      {"a.py", "c = {\"a\": \"\"\"", "\"\"\"}"},
      {"a.lua", "--[[ a ]] c:connect(\"", "\")"},
      {"a.rb", "=begin\n=end\nu = \"#{h}\"; f(\"", "\")"},
      {"a.pl", "$#a; $c->connect(\"", "\")"},
      {"a.fs", "let f = (*) in connect(\"", "\")"},
      {"a.clj", "(comment\n 1)\n(connect c \"", "\")"},
      {"a.vb", "Dim u = \"a'b\" : c.Connect(\"", "\")"},
      {"a.java", "/* a */ f(/* b */ \"", "\")"},
      {"a.tf", "u = \"", "\" // the server"},
      {"a.yml.j2", "{#\n a\n#}\nu: ", ""},
  };
  for (const Row& row : code) {
    const auto found = find_strings(row.before + whole + row.behind, form_of(row.file));
    ASSERT_EQ(found.size(), 1U) << row.file << ": " << row.before;
    EXPECT_FALSE(found[0].example) << row.file << ": " << row.before;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shells, ScanShapes,
    ::testing::Values(
        Shape{"a.sh", "x --uri " + whole + "?a=b\\&c=d", List{"1:9 " + whole + "?a=b&c=d"}},
        Shape{"a.bat", "x --uri " + whole + "?a=b^&c=d", List{"1:9 " + whole + "?a=b&c=d"}},
        Shape{"a.sh", "U=\"tcp://`hostname -f`:9007/amps/json\"",
              List{"1:4 tcp://$(hostname -f):9007/amps/json"}},
        Shape{"a.sh", "U=`echo " + whole + "`", List{"1:9 " + whole}},
        Shape{"a.sh", "sed -i 's#@URI@#" + whole + "#' f", List{"1:17 " + whole}},
        Shape{"a.sh", "sed 's,A," + whole + ",g' f", List{"1:10 " + whole}},
        Shape{"a.pl", "$x =~ s|A|" + whole + "|g;", List{"1:11 " + whole}},
        Shape{"a.yml.ftl", "u: \"tcp://[=host!\"db1\"]:9007/amps/json\"",
              List{"1:5 tcp://[=host!\"db1\"]:9007/amps/json"}}));

INSTANTIATE_TEST_SUITE_P(
    Documents, ScanShapes,
    ::testing::Values(
        Shape{"a.rst",
              ".. code-block:: sh\n\n   ls\n.. code-block:: java\n\n   f(\"tcp://\" + host + "
              "\":9007/amps/json\");",
              List{"6:7 tcp://{host}:9007/amps/json"}},
        Shape{"a.rst",
              ".. highlight:: java\n\nSo::\n\n   f(\"tcp://\" + host + \":9007/amps/json\");\n",
              List{"5:7 tcp://{host}:9007/amps/json"}},
        Shape{"a.adoc",
              "[source,java]\n.Title\n----\nf(\"tcp://\" + host + \":9007/amps/json\");\n----\n",
              List{"4:4 tcp://{host}:9007/amps/json"}},
        Shape{"a.md", whole + "->x ~" + xml + "~1~", List{"1:1 " + whole, "1:30 " + xml}},
        Shape{"a.adoc", "#" + whole + "#", List{"1:2 " + whole}},
        Shape{"a.log", "to " + whole + "...done", List{"1:4 " + whole}}));

TEST(Scan, KnowsTheLanguageOfABlock) {
  const auto found = find_strings(
      "```go\nf(\"" + whole + "\")\n```\n```kotlin\nf(\"" + whole + "\")\n```", form_of("a.md"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].language, Language::go);
  EXPECT_EQ(found[1].language, Language::java);
  for (const std::string_view file : {"a.clj", "a.groovy", "a.gradle", "a.gradle.kts", "a.scala",
                                      "a.kt", "Jenkinsfile", "a.java.tmpl"}) {
    EXPECT_EQ(form_of(file).language, Language::java) << file;
  }
}

TEST(Scan, KnowsWhatItIsFor) {
  const auto use = [](std::string_view file, const std::string& text) {
    const auto found = find_strings(text, form_of(file));
    return found.empty() ? StringUse::connection : found[0].use;
  };
  EXPECT_EQ(use("a.json", R"({"amps.servers": "tcp://db1:9007"})"), StringUse::address);
  EXPECT_EQ(use("a.yml", "amps.servers: tcp://db1:9007/amps/json"), StringUse::connection);
  EXPECT_EQ(use("run.sh", "./spark ping -server tcp://db1:9007"), StringUse::spark);
  EXPECT_EQ(use("a.yml", "c: [\"spark\", \"ping\", \"-server\", \"tcp://db1:9007\"]"),
            StringUse::spark);
  EXPECT_EQ(use("run.sh", "$SPARK ping -server tcp://db1:9007"), StringUse::spark);
  EXPECT_EQ(use("a.xml", "<entry key=\"amps.servers\">tcp://db1:9007</entry>"), StringUse::address);
  EXPECT_EQ(use("a.xml", "<entry key=\"amps.servers\" value=\"tcp://db1:9007\"/>"),
            StringUse::address);
  EXPECT_EQ(use("run.sh", "other -server " + whole), StringUse::connection);
}

TEST(Scan, FindsTheColonWhereverItStands) {
  for (std::size_t size = 0; size < 400; ++size) {
    const std::string before(size, ':');
    for (const std::string& after : {std::string(), std::string(300, 'x')}) {
      EXPECT_EQ(find_colon_slash(before + ":/" + after, 0), size);
      EXPECT_EQ(find_colon_slash(before + ":\\" + after, size / 2), size);
      EXPECT_EQ(find_colon_slash(before + "x" + after, 0), std::string_view::npos);
    }
  }
}

}  // namespace
}  // namespace ampslint::testing
