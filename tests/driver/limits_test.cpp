// Each limit of `limits::all`, just at it and just beyond.
#include "base/limits.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>

#include "check/finish.hpp"
#include "driver/lint.hpp"
#include "load/document.hpp"
#include "load/proxies/nginx.hpp"
#include "load/string_list.hpp"
#include "load/suppressions/text.hpp"
#include "load/xml/reader.hpp"
#include "scan/walk.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string configuration(const std::string& inside) {
  return "<AMPSConfig><Name>a</Name>" + inside + "</AMPSConfig>";
}

/// All that a run says, a line each.
std::string said_by(const Request& request) {
  const Result<LintResult> result = lint(request);
  if (!result) return result.error().what;
  std::string said;
  for (const Diagnostic& found : result->diagnostics) said += found.message + '\n';
  for (const InputError& error : result->errors) said += error.message + '\n';
  for (const std::string& notice : result->notices) said += notice + '\n';
  return said;
}

std::string said_of(const Defects& defects) {
  std::string said;
  for (const Defect& defect : defects) said += defect.diagnostic.message + '\n';
  return said;
}

/// Makes inputs in a folder of its own, and says what is said of them.
class Maker {
 public:
  std::string of_configuration(const std::string& inside) {
    return of_paths({folder_.write("amps.xml", configuration(inside))});
  }
  std::string of_paths(std::vector<std::string> paths) {
    request_.paths = std::move(paths);
    return said_by(request_);
  }
  std::string of_request() { return of_configuration(""); }
  /// A file with holes, which takes no room on the disk.
  std::string sparse(const std::string& name, std::size_t size, const std::string& begin = "") {
    const std::string path = folder_.write(name, begin);
    std::filesystem::resize_file(path, size);
    return path;
  }
  std::string write(const std::string& name, const std::string& text) {
    return folder_.write(name, text);
  }
  const std::string& folder() const { return folder_.path(); }
  Request& request() { return request_; }

 private:
  TemporaryFolder folder_;
  Request request_;
};

std::string said_of_text(const std::string& text) {
  Sources sources;
  Suppressions found;
  read_text_suppressions(sources, sources.add("a.txt", text), found);
  return said_of(found.defects);
}

std::string said_with(Maker& maker, LoadBudget budget) {
  Sources sources;
  Arena arena;
  const std::string path = maker.write("amps.xml", configuration("<a b='c'/>"));
  const auto document = load_document(disk(), path, {}, "5.3.5", sources, arena, budget);
  return document ? said_of(document->defects) : document.error().what;
}

std::string said_of_list(Maker& maker, std::size_t strings) {
  Sources sources;
  const auto list =
      read_strings(disk(), maker.write("list.txt", repeated("a\n", strings)), sources);
  return list ? "" : list.error().what;
}

std::string said_of_nginx(const std::string& path) {
  Sources sources;
  NginxAmount amount;
  const auto nginx = read_nginx(disk(), path, sources, amount);
  return nginx ? "" : nginx.error().what;
}

/// Of an nginx configuration that a workspace names.
std::string said_of_proxy(Maker& maker, const std::string& text) {
  maker.write("nginx.conf", text);
  maker.request().workspace =
      maker.write("ampslint.toml", "[[proxy]]\nnginx = 'nginx.conf'\nhosts = ['h']\n");
  return maker.of_request();
}

std::string said_of_markup(std::size_t number) {
  Sources sources;
  Defects defects;
  const SourceId id = sources.add("a.xml", "<a>" + repeated("<b/>", number - 1) + "</a>");
  read_xml(sources, id, Roots::one, defects);
  return said_of(defects);
}

std::string said_of_includes(Maker& maker, std::size_t depth) {
  for (std::size_t i = 1; i <= depth; ++i) {
    const std::string next = fmt::format("<Include>{}.xml</Include>", i + 1);
    maker.write(fmt::format("{}.xml", i), fmt::format("<SOW>{}</SOW>", i < depth ? next : ""));
  }
  return maker.of_configuration("<Include>1.xml</Include>");
}

std::string said_of_entities(Maker& maker, std::size_t depth) {
  std::string declared = "<!ENTITY e1 'x'>";
  for (std::size_t i = 2; i <= depth; ++i) {
    declared += fmt::format("<!ENTITY e{} '&e{};'>", i, i - 1);
  }
  return maker.of_paths({maker.write(
      "amps.xml",
      fmt::format("<!DOCTYPE AMPSConfig [{}]><AMPSConfig><Name>&e{};</Name></AMPSConfig>", declared,
                  depth))});
}

std::string said_of_entity_text(Maker& maker, std::size_t size) {
  return maker.of_paths({maker.write(
      "amps.xml", fmt::format("<!DOCTYPE AMPSConfig [<!ENTITY e '{}'>]><AMPSConfig><Name>&e;</Name>"
                              "</AMPSConfig>",
                              std::string(size, 'x')))});
}

std::string said_of_expanded(Maker& maker, std::size_t size) {
  const std::string inside =
      "<ConfigCycleDetectionThreshold>1GB</ConfigCycleDetectionThreshold>"
      "<Include>more.xml</Include>";
  maker.sparse("more.xml", size - configuration(inside).size(), "<!--");
  return maker.of_configuration(inside);
}

std::string said_of_scan(Maker& maker, std::size_t size) {
  const std::string text = "uri = 'tcp://h:1/amps/json'\n";
  maker.write("s/a.py", text);
  maker.write("s/b.py", text);
  const auto found = scan(disk(), maker.folder() + "/s", 1, 2 * text.size() - size);
  return found->notices.empty() ? "" : found->notices.front();
}

std::string said_of_findings(std::size_t number) {
  LintResult result;
  const Result<RuleTable> table = RuleTable::of({});
  std::uint16_t rule = 0;
  while (!table->usual().enabled(rule)) ++rule;
  const SourceId source = result.inputs.sources.add("a", "");
  result.diagnostics.resize(
      number,
      {.where = {.source = source}, .message = {}, .severity = Severity::error, .rule = rule});
  keep_within_limit(result.most_diagnostics, *table, result.diagnostics, result.unreported);
  return result.unreported == decltype(result.unreported){} ? "" : "untold";
}

/// What makes an input with so many of it, and what is said only beyond the limit.
struct Case {
  std::function<std::string(Maker&, std::size_t)> say;
  std::string_view words;
  std::size_t less = 0;  ///< the last one fine is so much below the limit
};

std::map<std::string_view, Case> cases() {
  using M = Maker;
  std::map<std::string_view, Case> all;
  const auto add = [&all](std::string_view words_of, Case one) {
    for (const limits::Limit& limit : limits::all) {
      if (limit.of.find(words_of) != std::string_view::npos) all.try_emplace(limit.of, one);
    }
  };
  add("size of a configuration file",
      {[](M& m, std::size_t n) { return m.of_paths({m.sparse("a.xml", n)}); },
       "larger than 128 MiB"});
  add("size of a configuration with its",
      {said_of_expanded, "larger than 128 MiB and was not read"});
  add("size of all configurations", {[](M& m, std::size_t n) {
                                       const std::size_t own = configuration("<a b='c'/>").size();
                                       return said_with(
                                           m, {.bytes = own + limits::configurations_size - n});
                                     },
                                     "larger than 256 MiB together"});
  add("elements, attributes and entities",
      {[](M& m, std::size_t n) {
         // One file by itself, and the last of several.
         return said_of_markup(n) + said_with(m, {.markup = 4 + limits::markup - n});
       },
       "more than 3500000 elements"});
  add("nesting depth of elements",
      {[](M& m, std::size_t n) {
         return m.of_configuration(repeated("<a>", n - 1) + repeated("</a>", n - 1));
       },
       "elements nest deeper than 256"});
  add("errors reported",
      {[](M& m, std::size_t n) { return m.of_configuration(repeated("&x;", n)); },
       "the rest is not checked", 1});
  add("files included by a configuration",
      {[](M& m, std::size_t n) {
         m.write("b.xml", "<SOW/>");
         return m.of_configuration(repeated("<Include>b.xml</Include>", n));
       },
       "more than 10000 files"});
  add("nesting depth of includes", {said_of_includes, "includes nest deeper than 64"});
  add("text produced by a configuration's entities",
      {said_of_entity_text, "entities expand to more than"});
  add("nesting depth of entities", {said_of_entities, "entities nest deeper than 16"});
  add("text produced by a configuration's variables",
      {[](M& m, std::size_t n) {
         m.request().variables.define("V", std::string(n, 'x'));
         return m.of_configuration("<Description>${V}</Description>");
       },
       "variables expand to more than 16 MiB"});
  add("size of a list of", {[](M& m, std::size_t n) {
                              m.request().client_files = {m.sparse("list.txt", n)};
                              return m.of_request();
                            },
                            "larger than 320 MiB"});
  add("connection strings in a run", {said_of_list, "more than 4000000 connection strings"});
  add("length of a connection string",
      {[](M& m, std::size_t n) {
         m.request().clients = {"tcp://" + std::string(n - 6, 'a')};
         return m.of_request();
       },
       "longer than 4 KiB, not checked"});
  add("connection strings that one client",
      {[](M& m, std::size_t n) {
         m.request().failover_files = {m.write("list.txt", repeated("tcp://h:1/amps/json\n", n))};
         return m.of_request();
       },
       "more than 10000 strings that one client uses together"});
  add("unknown elements",
      {[](M& m, std::size_t n) { return m.of_configuration(repeated("<qqq/>", n)); },
       "more than 10000 such elements"});
  add("size of a file found by --scan",
      {[](M& m, std::size_t n) {
         m.request().scanned = {m.sparse("a.txt", n, std::string(1U << 16U, ' '))};
         return m.of_request();
       },
       "larger than 256 MiB"});
  add("total size of files",
      {[](M& m, std::size_t n) { return said_of_scan(m, n - limits::scanned_together); },
       "larger than 512 MiB together"});
  add("size of a workspace file", {[](M& m, std::size_t n) {
                                     m.request().workspace = m.sparse("ampslint.toml", n);
                                     return m.of_request();
                                   },
                                   "larger than 4 MiB"});
  add("size of an env file", {[](M& m, std::size_t n) {
                                m.request().baseline = m.sparse("baseline.json", n);
                                return m.of_request();
                              },
                              "larger than 16 MiB"});
  add("text produced by the references in an env file",
      {[](M& m, std::size_t n) {
         const std::size_t part = limits::mebibyte;
         m.write(".env", "A=" + std::string(part, 'x') + "\n" + repeated("B=${A}\n", n / part - 1) +
                             "C=" + std::string(n % part, 'x'));
         m.request().workspace = m.write("ampslint.toml", "env-files = [\".env\"]\n");
         return m.of_request();
       },
       "make too much text"});
  add("dots in a key", {[](M& m, std::size_t n) {
                          m.request().workspace =
                              m.write("ampslint.toml", "a" + repeated(".a", n) + " = 1\n");
                          return m.of_request();
                        },
                        "a key with more than 64 dots"});
  add("files of an nginx", {[](M& m, std::size_t n) {
                              for (std::size_t i = 1; i < n; ++i)
                                m.write(fmt::format("d/{}.conf", i), "");
                              return said_of_nginx(m.write("nginx.conf", "include d/*.conf;"));
                            },
                            "one file too many"});
  add("words in an nginx",
      {[](M& m, std::size_t n) {
         return said_of_nginx(m.write("nginx.conf", "server" + repeated(" a", n - 1) + ";"));
       },
       "more than 1000000 words"});
  add("files and folders that the includes",
      {[](M& m, std::size_t n) {
         return said_of_nginx(m.write("nginx.conf", repeated("include x;", n)));
       },
       "look at more than 100000 files and folders"});
  add("servers of an upstream",
      {[](M& m, std::size_t n) {
         return said_of_proxy(m,
                              "upstream u{" + repeated("server h:1;", n) + "} server{listen 80;}");
       },
       "more than 100 servers in upstream 'u'"});
  add("addresses of proxies", {[](M& m, std::size_t n) {
                                 return said_of_proxy(
                                     m, "server{server_name h;" + repeated("listen 80;", n) + "}");
                               },
                               "more than 100000 addresses of proxies"});
  add("size of a .gitignore", {[](M& m, std::size_t n) {
                                 m.sparse("d/.gitignore", n, "a.txt\n");
                                 m.write("d/a.txt", "tcp://h:1/amps/json");
                                 m.request().scanned = {m.folder() + "/d"};
                                 return m.of_request();
                               },
                               "'h:1'"});
  add("nesting depth of blocks",
      {[](M& m, std::size_t n) {
         return said_of_nginx(m.write("nginx.conf", repeated("a{", n) + repeated("}", n)));
       },
       "blocks nest deeper than 64"});
  add("nesting depth of a baseline", {[](M& m, std::size_t n) {
                                        m.request().baseline = m.write(
                                            "baseline.json", repeated("[", n) + repeated("]", n));
                                        return m.of_request();
                                      },
                                      "nests deeper than 32"});
  add("comments in a file",
      {[](M&, std::size_t n) { return said_of_text(repeated("t # ampslint-ignore a: r\n", n)); },
       "the rest are not read"});
  add("rules named by a suppression comment",
      {[](M&, std::size_t n) {
         return said_of_text("t # ampslint-ignore " + repeated("a,", n - 1) + "a: r\n");
       },
       "names more than 32 rules"});
  add("nesting depth of suppressed ranges",
      {[](M&, std::size_t n) {
         return said_of_text(repeated("# ampslint-ignore-begin a: r\n", n));
       },
       "ranges nest deeper than 64"});
  add("length of a path", {[](M& m, std::size_t n) {
                             std::string path = m.write("amps.xml", configuration(""));
                             const std::size_t more = n - path.size();
                             path.insert(path.rfind('/'),
                                         (more % 2 == 1 ? "/" : "") + repeated("/.", more / 2));
                             return m.of_paths({path});
                           },
                           "its path is longer than 4095 bytes", 1});
  const auto said_of_policies = [](M& m, const std::string& policies) {
    m.request().workspace = m.write("ampslint.toml", policies);
    return m.of_configuration(repeated("<SOW/>", 3000));
  };
  const std::string start = "message = 'm'\nxpath = '";
  add("policies in a workspace", {[=](M& m, std::size_t n) {
                                    std::string policies;
                                    for (std::size_t i = 0; i < n; ++i) {
                                      policies += fmt::format(
                                          "[[policy]]\nname = 'p{}'\n{}//Nowhere'\n", i, start);
                                    }
                                    return said_of_policies(m, policies);
                                  },
                                  "more than 1000 policies"});
  add("length of an XPath",
      {[=](M& m, std::size_t n) {
         return said_of_policies(
             m, "[[policy]]\nname = 'p'\n" + start + "//" + std::string(n - 2, 'a') + "'\n");
       },
       "longer than 4096 bytes"});
  // How many steps an expression takes is known from above only.
  add("steps that the policies",
      {[=](M& m, std::size_t n) {
         return said_of_policies(
             m, "[[policy]]\nname = 'p'\n" + start +
                    (n > limits::policy_steps ? "//*[//*[//*]]'\n" : "//*[//*]'\n"));
       },
       "takes too many steps"});
  add("findings reported", {[](M& m, std::size_t n) {
                              m.request().client_files = {m.write("list.txt", repeated("x\n", n))};
                              m.request().rules.select = {"uri-*"};
                              return m.of_request();
                            },
                            "more only counted"});
  add("findings compared", {[](M&, std::size_t n) { return said_of_findings(n); }, "untold"});
  return all;
}

TEST(Limits, HoldAtTheirValuesAndNotBefore) {
  const auto known = cases();
  for (const limits::Limit& limit : limits::all) {
    SCOPED_TRACE(limit.of);
    const auto found = known.find(limit.of);
    ASSERT_NE(found, known.end()) << "has no test";
    const Case& one = found->second;
    const std::size_t last = limit.most - one.less;
    Maker at;
    const std::string fine = one.say(at, last);
    EXPECT_EQ(fine.find(one.words), std::string::npos) << fine.substr(0, 300);
    Maker beyond;
    const std::string reported = one.say(beyond, last + 1);
    EXPECT_NE(reported.find(one.words), std::string::npos) << reported.substr(0, 300);
  }
}

}  // namespace
}  // namespace ampslint::testing
