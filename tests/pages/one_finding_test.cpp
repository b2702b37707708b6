// One mistake, one finding: every example of the rules' pages and every string of the corpus,
// checked by all rules together.
//
// Two findings of one part of a connection string are two mistakes only where each can be fixed
// without the other: the fix that one brings leaves the other, and for both there is a change of
// the string after which only the other remains. Of configurations two findings may stand at a
// name, which stands for its whole element: for what it lacks, and how it goes with others.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <tuple>

#include "base/edited_text.hpp"
#include "pages/example.hpp"
#include "report/frame.hpp"
#include "support/project.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

std::string_view id_of(const Diagnostic& found) { return all_rules()[found.rule].id; }

/// Two mistakes, but no change of the string shows it.
constexpr std::array<std::string_view, 2> two_mistakes[] = {
    // One is fixed at the server, or by the port of another transport.
    {"connect-logon-refused", "connect-message-type-required"},
    // One is fixed by a topic, the other one lies in the message type.
    {"connect-type-without-events", "connect-type-without-topics"},
    // The client's certificate and the server's: both are for the program to set.
    {"connect-client-certificate", "uri-tls-not-verified"},
    // A password that is written wrongly is also one in clear text, and stays that.
    {"uri-password-in-string", "uri-userinfo-*"},
};

/// Advice about a configuration that waits where another one shows that it fails.
constexpr std::array<std::string_view, 2> one_mistake[] = {
    {"replication-authenticator-missing", "replication-credentials-missing"},
    {"replication-clear-text", "replication-type-differs"},
};

template <typename Pairs>
bool is_listed(const Pairs& pairs, const Diagnostic& a, const Diagnostic& b) {
  return std::ranges::any_of(pairs, [&](const auto& pair) {
    return (names_rule(pair[0], id_of(a)) && names_rule(pair[1], id_of(b))) ||
           (names_rule(pair[0], id_of(b)) && names_rule(pair[1], id_of(a)));
  });
}

/// A string with one of its parts gone, added or replaced by a right one: each a way to fix it.
std::vector<std::string> changed(const std::string& text, Range around) {
  std::vector<std::string> all;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view with) {
    all.push_back(std::string(text).replace(at, length, with));
  };
  const auto offset = [&](std::string_view part) {
    return static_cast<std::size_t>(part.data() - text.data());
  };
  const auto replace_part = [&](std::string_view part, std::string_view with) {
    if (part.data() != nullptr) replace(offset(part), part.size(), with);
  };
  const Parts parts = read_as_written(text);
  for (const Part& part : {parts.scheme, parts.user, parts.host, parts.port, parts.path,
                           parts.prefix, parts.protocol, parts.message_type, parts.query}) {
    replace_part(part, "");
  }
  for (const std::string_view scheme : {"tcp", "tcps", "ws", "wss"}) {
    replace_part(parts.scheme, scheme);
  }
  replace_part(parts.host, "db1");
  replace_part(parts.port, "9007");
  replace_part(parts.path, "/amps/json");
  replace_part(parts.protocol, "amps");
  replace_part(parts.protocol, "amps/json");
  replace_part(parts.message_type, "json");
  for (const Option& option : parts.options) {
    replace_part(option.key, "");
    replace_part(option.value, "");
    replace_part(option.value, "true");
    replace_part(option.value, "65536");
    replace(offset(option.key), option.key.size() + 1 + option.value.size(), "");
  }
  if (parts.host.data() != nullptr) {
    const std::size_t begin = offset(parts.host);
    std::size_t end = begin + parts.host.size();
    if (parts.bracketed && end < text.size()) replace(begin - 1, ++end - begin + 1, "db1");
    replace(end, 0, ":9007");
    replace(parts.port.present() ? offset(parts.port) + parts.port.size() : end, 0, "/amps/json");
    replace(begin, 0, "user:password@");
  }
  replace(0, 0, "tcp://");
  for (std::size_t i = around.begin; i < around.end; ++i) {
    if (std::isalnum(static_cast<unsigned char>(text[i])) == 0) replace(i, 1, "");
  }
  return all;
}

/// The string as a finding's fix makes it; nothing where it has none of the string alone.
std::optional<std::string> fixed(const Connection& connection, const Diagnostic& found) {
  const Text& text = connection.text;
  if (!found.fix || !text.pieces.empty()) return std::nullopt;
  std::vector<Replacement> replaced;
  for (const Edit& edit : found.fix->edits) {
    const bool inside = edit.where.source == text.where.source &&
                        edit.where.begin >= text.where.begin &&
                        edit.where.end <= text.where.begin + text.value.size();
    if (!inside) return std::nullopt;
    replaced.push_back(
        {edit.where.begin - text.where.begin, edit.where.end - text.where.begin, edit.text});
  }
  std::ranges::sort(replaced);
  return with_replacements(text.value, replaced);
}

/// Of each string, the rules that found something in it.
std::vector<std::vector<std::uint16_t>> rules_of(Request request, ClientKind kind,
                                                 std::vector<std::string> strings) {
  request.client_files.clear();
  request.failover_files.clear();
  request.scanned.clear();
  request.clients = std::move(strings);
  request.client_kind = kind;
  std::vector<std::vector<std::uint16_t>> rules;
  const Result<LintResult> result = lint(request);
  for (const Connection& connection : result->connections) {
    const Source& source = result->inputs.sources[connection.where().source];
    if (source.origin == Origin::option) rules.push_back(connection.rules);
  }
  EXPECT_EQ(rules.size(), request.clients.size());
  return rules;
}

bool are_two_mistakes(const Request& request, const Connection& connection, const Diagnostic& a,
                      const Diagnostic& b) {
  if (a.rule == b.rule) return false;
  std::vector<std::string> strings;
  for (const Diagnostic* found : {&a, &b}) {
    if (const auto text = fixed(connection, *found)) strings.push_back(*text);
  }
  const std::size_t fixes = strings.size();
  Range around;
  if (connection.text.pieces.empty()) {
    const std::uint32_t begin = connection.where().begin;
    around = {std::min(a.where.begin, b.where.begin) - begin,
              std::max(a.where.end, b.where.end) - begin};
  }
  std::ranges::move(changed(std::string(connection.text.value), around),
                    std::back_inserter(strings));
  bool a_alone = false;
  bool b_alone = false;
  std::size_t number = 0;
  for (const std::vector<std::uint16_t>& rules : rules_of(request, connection.kind, strings)) {
    const bool has_a = std::ranges::count(rules, a.rule) > 0;
    const bool has_b = std::ranges::count(rules, b.rule) > 0;
    if (number++ < fixes && !has_a && !has_b) return false;
    a_alone = a_alone || (has_a && !has_b);
    b_alone = b_alone || (has_b && !has_a);
  }
  return a_alone && b_alone;
}

/// The name of an element, or what it is called: it stands for the whole element.
bool is_name(const Source& source, Span where) {
  const std::string_view before = source.text.substr(0, where.begin);
  return before.ends_with('<') || before.ends_with("<Name>") || before.ends_with("<Group>");
}

bool share_an_edit(const Diagnostic& a, const Diagnostic& b) {
  if (!a.fix || !b.fix) return false;
  return std::ranges::any_of(a.fix->edits, [&b](const Edit& edit) {
    return std::ranges::any_of(b.fix->edits, [&edit](const Edit& other) {
      return edit.where == other.where && edit.text == other.text;
    });
  });
}

/// Checks the findings of one run after the other.
class OneFinding : public ::testing::Test {
 protected:
  void expect_one_each(const Request& request, const std::string& about) {
    const Result<LintResult> result = lint(request);
    ASSERT_TRUE(result.has_value()) << about;
    const std::vector<Diagnostic> all(result->diagnostics.begin(), result->diagnostics.end());
    const bool advised = !request.rules.presets.empty();
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        const auto both = [&] {
          return fmt::format("{}\n{}\n{}", about, one_line(*result, all[i]),
                             one_line(*result, all[j]));
        };
        EXPECT_FALSE(share_an_edit(all[i], all[j])) << both();
        if (!all[i].where.overlaps(all[j].where)) continue;
        if (const Connection* connection = connection_at(*result, all[i])) {
          EXPECT_TRUE(may_stand(request, *connection, all[i], all[j])) << both();
        } else if (advised) {
          EXPECT_FALSE(is_listed(one_mistake, all[i], all[j])) << both();
        } else {
          EXPECT_TRUE(is_name(result->inputs.sources[all[i].where.source], all[i].where)) << both();
        }
      }
    }
  }

 private:
  static const Connection* connection_at(const LintResult& result, const Diagnostic& found) {
    for (const Connection& connection : result.connections) {
      if (connection.where().overlaps(found.where)) return &connection;
    }
    return nullptr;
  }

  bool may_stand(const Request& request, const Connection& connection, const Diagnostic& a,
                 const Diagnostic& b) {
    // A list is another subject than a string in it.
    if (family(id_of(a)) == "failover" || family(id_of(b)) == "failover") return true;
    if (is_listed(two_mistakes, a, b)) return true;
    const auto [at, is_new] =
        known_.try_emplace({a.rule, b.rule, std::string(connection.text.value)}, false);
    if (is_new) at->second = are_two_mistakes(request, connection, a, b);
    return at->second;
  }

  std::map<std::tuple<std::uint16_t, std::uint16_t, std::string>, bool> known_;  ///< two mistakes
};

std::vector<Example> all_examples() {
  std::vector<Example> all;
  for (const NamedRule& rule : all_rules()) {
    for (Example& example : examples_of(std::string(rule.id), std::string(rule.page))) {
      if (!example.is_live()) all.push_back(std::move(example));
    }
  }
  return all;
}

/// The example checked by every rule of these presets beside the default one.
Request request_by_all(const Example& example, const std::string& folder,
                       std::vector<Preset> presets) {
  Request request = request_of(example, folder);
  request.rules.select.clear();
  request.rules.presets = std::move(presets);
  request.rules.host = false;
  return request;
}

TEST_F(OneFinding, InEveryExample) {
  for (const Example& example : all_examples()) {
    const TemporaryFolder folder;
    write_files(example, folder);
    const InFolder in(folder.path());
    const std::string about = fmt::format("{}:{}", example.rule, example.line);
    expect_one_each(request_by_all(example, folder.path(), {}), about);
    expect_one_each(request_by_all(example, folder.path(), {Preset::pedantic, Preset::security}),
                    about);
  }
}

/// What a page shows as right and works has no finding of another rule either.
TEST_F(OneFinding, NoneInWhatIsRight) {
  for (const Example& example : all_examples()) {
    if (example.bad) continue;
    const TemporaryFolder folder;
    write_files(example, folder);
    const InFolder in(folder.path());
    const Result<LintResult> result = lint(request_by_all(example, folder.path(), {}));
    for (const Connection& connection : result->connections) {
      if (connection.verdict != Verdict::compatible || connection.rules.empty()) continue;
      ADD_FAILURE() << example.rule << ":" << example.line << ": " << connection.text.value << " "
                    << all_rules()[connection.rules.front()].id;
    }
  }
}

/// The strings of the corpus and of the pages.
std::set<std::string> all_strings(const std::vector<Example>& examples) {
  std::set<std::string> all;
  const auto add_lines = [&all](const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      if (!line.empty() && !line.starts_with('#') && line.size() < 300) all.insert(line);
    }
  };
  for (const char* const name : {"corpus/uri", "corpus/match"}) {
    for (const auto& entry : fs::recursive_directory_iterator(project_path(name))) {
      if (!entry.is_regular_file()) continue;
      std::stringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      add_lines(text.str());
    }
  }
  for (const Example& example : examples) {
    for (const auto& [name, text] : example.files) {
      if (name == "client" || name == "failover") add_lines(text);
    }
  }
  return all;
}

TEST_F(OneFinding, OfEveryStringAndConfiguration) {
  const std::vector<Example> examples = all_examples();
  const std::set<std::string> strings = all_strings(examples);
  std::set<std::string> seen;
  std::size_t number = 0;
  for (Example example : examples) {
    const std::string_view kin = family(example.rule);
    if (kin != "connect" && kin != "uri" && kin != "failover") continue;
    std::string files = example.files["workspace"];
    for (const std::string& instance : example.instances) files += example.files[instance];
    if (!seen.insert(files).second) continue;
    const TemporaryFolder folder;
    write_files(example, folder);
    const InFolder in(folder.path());
    const std::string about = fmt::format("{}:{}", example.rule, example.line);
    Request request = request_by_all(example, folder.path(), {Preset::pedantic, Preset::security});
    if (example.files["workspace"].empty()) request.workspace.clear();
    request.client_files.clear();
    request.failover_files.clear();
    request.scanned.clear();
    request.clients.assign(strings.begin(), strings.end());
    request.client_kind.reset();
    request.client_version.clear();
    expect_one_each(request, about);
    request.client_kind = all_client_kinds[number++ % std::size(all_client_kinds)];
    expect_one_each(request, about);
  }
  EXPECT_GT(number, 20U);
}

}  // namespace
}  // namespace ampslint::testing
