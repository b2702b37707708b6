// What differs in meaning between two configurations: each change that is planted is found, and
// nothing else; what is written otherwise and means the same is no change.
#include "model/changes.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

#include "check/inputs.hpp"
#include "driver/configurations.hpp"
#include "model/canonical_value.hpp"
#include "support/examples.hpp"
#include "support/xml_tree.hpp"

namespace ampslint::testing {
namespace {

/// A configuration that lies nowhere, and what else is beside it.
class Loaded {
 public:
  explicit Loaded(const std::string& text, const std::map<std::string, std::string>& beside = {},
                  const std::map<std::string, std::string>& variables = {},
                  const std::string& version = "5.3.5") {
    Overlay files(disk(), "/nowhere");
    files.texts.emplace(files.key("/nowhere/amps.xml"), FileText(text));
    for (const auto& [name, other] : beside) {
      files.texts.emplace(files.key("/nowhere/" + name), FileText(other));
    }
    Request request;
    request.paths = {"/nowhere/amps.xml"};
    request.files = &files;
    request.amps_version = version;
    for (const auto& [name, value] : variables) request.variables.define(name, value);
    load_configurations(request, {}, inputs_);
    EXPECT_TRUE(inputs_.errors.empty() && !inputs_.instances.empty());
    tree_ = std::make_unique<MeaningTree>(*inputs_.instances.at(0), inputs_.sources);
  }

  const MeaningTree& tree() const { return *tree_; }
  const Instance& instance() const { return *inputs_.instances[0]; }

 private:
  Inputs inputs_;
  std::unique_ptr<MeaningTree> tree_;
};

/// Each as "changed Transports/Transport[a]/InetAddr 9007 9008".
std::vector<std::string> changes(const Loaded& before, const Loaded& after) {
  std::vector<std::string> lines;
  const Changes found = changes_between(before.tree(), after.tree());
  for (const MeaningChange& change : found.all) {
    const auto text = [&change](const Meaning* side) {
      return side == nullptr ? fmt::format("({})", change.absent) : std::string(side->text.value);
    };
    lines.push_back(fmt::format("{} {} {} {}", to_string(change.kind), change.given().path(),
                                text(change.before), text(change.after)));
  }
  return lines;
}

using Lines = std::vector<std::string>;

Lines changes(const std::string& before, const std::string& after) {
  return changes(Loaded("<AMPSConfig>" + before + "</AMPSConfig>"),
                 Loaded("<AMPSConfig>" + after + "</AMPSConfig>"));
}

/// Calls `act` with each element below a tree, and the one that holds it.
void for_each(XmlTree& tree, const std::function<void(XmlTree& parent, std::size_t child)>& act) {
  for (std::size_t i = 0; i < tree.children.size(); ++i) {
    act(tree, i);
    for_each(tree.children[i], act);
  }
}

/// A configuration of the corpus, and its meanings in the order of its elements.
struct Sample {
  explicit Sample(const std::filesystem::path& file)
      : whole(read(file)), tree(tree_of(whole.instance().root())), text(written(tree)) {
    const Loaded again(text);
    // Attributes are none of the elements.
    for (const Meaning& one : again.tree().all()) {
      if (!one.is_attribute) paths.push_back(one.path());
    }
  }

  static std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
  }

  Loaded whole;
  XmlTree tree;
  std::string text;
  std::vector<std::string> paths;  ///< of the root, and then of each element
};

/// To try each element takes a minute.
constexpr std::size_t every = 3;

TEST(Changes, EachPlantedValueIsFound) {
  std::size_t planted = 0;
  for (const auto& file : right_configurations()) {
    Sample sample(file);
    const Loaded before(sample.text);
    std::size_t number = 0;
    for_each(sample.tree, [&](XmlTree& parent, std::size_t child) {
      ++number;
      XmlTree& element = parent.children[child];
      if (element.text.empty() || number % every != 0) return;
      const std::string was = std::exchange(element.text, element.text + "-planted");
      const Lines found = changes(before, Loaded(written(sample.tree)));
      const Lines expected{
          fmt::format("changed {} {} {}", sample.paths[number], was, element.text)};
      EXPECT_EQ(found, expected) << file;
      element.text = was;
      ++planted;
    });
  }
  EXPECT_GT(planted, 300U / every);
}

/// Whether an element says what is so without it, by the schema alone.
bool is_usual(const Meaning& one) {
  if (one.schema == nullptr || one.schema->occurs == Occurs::many) return false;
  const SchemaElement& row = *one.schema;
  if (!row.default_from.empty() && one.parent->value_of(row.default_from) == one.value) return true;
  if (!one.is_leaf()) {
    const auto usual = [](const Meaning* child) { return is_usual(*child); };
    return row.value == ValueKind::none && std::ranges::all_of(one.children, usual);
  }
  return !row.default_value.empty() && canonical_value(row, row.default_value) == one.value;
}

bool is_usual(const MeaningTree& tree, const std::string& path) {
  const auto found = std::ranges::find(tree.all(), path, &Meaning::path);
  return found != tree.all().end() && is_usual(*found);
}

TEST(Changes, EachElementThatIsGoneOrNewIsFound) {
  std::size_t planted = 0;
  for (const auto& file : right_configurations()) {
    Sample sample(file);
    const Loaded before(sample.text);
    std::size_t number = 0;
    // A tree that is changed while it is walked keeps its numbers only for what stands before.
    std::vector<std::pair<std::size_t, std::string>> without;
    XmlTree tree = sample.tree;
    for_each(tree, [&](XmlTree& parent, std::size_t child) {
      ++number;
      const XmlTree kept = parent.children[child];
      const auto at = parent.children.begin() + static_cast<std::ptrdiff_t>(child);
      parent.children.erase(at);
      without.emplace_back(number, written(tree));
      parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(child), kept);
    });
    for (const auto& [which, text] : without) {
      if (which % every != 0) continue;
      const Loaded after(text);
      const std::string& path = sample.paths[which];
      const bool usual = is_usual(before.tree(), path);
      const auto kinds = [](const Lines& lines) {
        Lines all;
        for (const std::string& line : lines) all.push_back(line.substr(0, line.find(' ')));
        return all;
      };
      const Lines gone = changes(before, after);
      EXPECT_EQ(kinds(gone), usual ? Lines() : Lines{"removed"})
          << file << ' ' << path << fmt::format("\n{}", fmt::join(gone, "\n"));
      const Lines added = changes(after, before);
      EXPECT_EQ(kinds(added), usual ? Lines() : Lines{"added"})
          << file << ' ' << path << fmt::format("\n{}", fmt::join(added, "\n"));
      ++planted;
    }
  }
  EXPECT_GT(planted, 300U / every);
}

/// The same value in another spelling, where its kind has one.
std::string spelled_otherwise(const SchemaElement& row, const std::string& value) {
  const auto ends = [&](std::string_view unit) {
    return value.size() > unit.size() && value.ends_with(unit) &&
           is_digits(std::string_view(value).substr(0, value.size() - unit.size()));
  };
  const auto times = [&](std::string_view unit, unsigned long by, std::string_view other) {
    return fmt::format("{}{}", std::stoul(value.substr(0, value.size() - unit.size())) * by, other);
  };
  switch (row.value) {
    case ValueKind::boolean:
      return value == "true" || value == "enabled" ? "yes" : "no";
    case ValueKind::bytes:
    case ValueKind::memory:
      return ends("GB") ? times("GB", 1024, "MB") : ends("MB") ? times("MB", 1024, "kb") : value;
    case ValueKind::interval:
      return ends("h")                  ? times("h", 3600, "s")
             : ends("d")                ? times("d", 24, "h")
             : ends("s") && !ends("ms") ? times("s", 1000, "ms")
                                        : value;
    case ValueKind::integer:
      return is_digits(value) ? "0" + value : value;
    case ValueKind::list:
    case ValueKind::error_codes: {
      const std::size_t comma = value.rfind(',');
      return comma == npos ? value : value.substr(comma + 1) + ", " + value.substr(0, comma);
    }
    case ValueKind::filter:
    case ValueKind::view_field:
      return value.find_first_of("'\"[") == npos ? "  " + value + " " : value;
    default:
      return value;
  }
}

/// Writes what means the same in another way.
class Rewriter {
 public:
  explicit Rewriter(std::uint32_t seed) : dealer_(seed) {}

  XmlTree rewrite(const Meaning& meaning) {
    XmlTree tree{.name = std::string(meaning.is_attribute ? "" : meaning.name),
                 .text = std::string(meaning.text.value)};
    if (meaning.schema != nullptr && !meaning.text.unresolved) {
      tree.text = spelled_otherwise(*meaning.schema, tree.text);
    }
    std::vector<XmlTree> free;
    std::vector<XmlTree> ordered;
    const auto has_pattern = [](const Meaning* child) {
      return child->child("Pattern") != nullptr;
    };
    const bool all_stay = std::ranges::any_of(meaning.children, has_pattern);
    for (const Meaning* child : meaning.children) {
      if (child->is_attribute) {
        tree.attributes.emplace_back(child->name, child->text.value);
        continue;
      }
      const bool is_composite = child->name == "MessageType" && child->child("MessageType");
      const bool may_move = !all_stay && !is_composite && child->schema != nullptr &&
                            !child->schema->in_order && !child->child("UnderlyingTopic");
      (may_move ? free : ordered).push_back(rewrite(*child));
    }
    add_defaults(meaning, free);
    dealer_.shuffle(free);
    tree.children = std::move(free);
    for (XmlTree& one : ordered) tree.children.push_back(std::move(one));
    return tree;
  }

 private:
  static void add_defaults(const Meaning& meaning, std::vector<XmlTree>& children) {
    if (meaning.holds == nullptr) return;
    const SchemaParent& parent = *meaning.holds;
    const bool is_transport = parent.model->name == "Transport";
    for (const SchemaElement& row : parent.model->rows) {
      const SchemaNode node{.element = meaning.element, .schema = &row, .parent = &parent};
      const bool given = meaning.child(row.name) != nullptr || row.default_value.empty();
      if (given || !row.synonym_of.empty() || !node.applies() || is_transport) continue;
      if (row.name == parent.model->decided_by) continue;
      children.push_back({.name = std::string(row.name), .text = std::string(row.default_value)});
    }
  }

  Dealer dealer_;
};

TEST(Changes, WhatIsOnlyWrittenOtherwiseIsNone) {
  for (const auto& file : right_configurations()) {
    Sample sample(file);
    const Loaded before(sample.text);
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
      const std::string text = written(Rewriter(seed).rewrite(before.tree().root()));
      const Loaded after(text);
      EXPECT_EQ(changes(before, after), Lines()) << file;
      EXPECT_EQ(changes(after, before), Lines()) << file;
    }
  }
}

TEST(Changes, IncludesVariablesAndCommentsAreNone) {
  for (const auto& file : right_configurations()) {
    Sample sample(file);
    const Loaded before(sample.text);
    XmlTree tree = sample.tree;
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> variables;
    // Each second section becomes a file, and each value of the rest a variable.
    for (std::size_t i = 0; i < tree.children.size(); ++i) {
      XmlTree& child = tree.children[i];
      if (i % 2 == 0) {
        const std::string name = fmt::format("part{}.xml", i);
        files[name] = "<!-- a part -->\n" + written(child);
        child = {.name = "Include", .text = name};
        continue;
      }
      for_each(child, [&](XmlTree& parent, std::size_t number) {
        XmlTree& one = parent.children[number];
        if (one.text.empty() || one.text.find('$') != npos || one.text.find("{{") != npos) return;
        const std::string name = fmt::format("V{}", variables.size());
        variables[name] = std::exchange(one.text, "${" + name + "}");
      });
    }
    EXPECT_EQ(changes(before, Loaded(written(tree), files, variables)), Lines()) << file;
  }
}

TEST(Changes, AreByIdentity) {
  const std::string a =
      "<Transport><Name>a</Name><Type>tcp</Type><InetAddr>1</InetAddr></Transport>";
  const std::string b =
      "<Transport><Name>b</Name><Type>tcp</Type><InetAddr>2</InetAddr></Transport>";
  const auto in = [](const std::string& all) { return "<Transports>" + all + "</Transports>"; };
  EXPECT_EQ(changes(in(a + b), in(b + a)), Lines());
  EXPECT_EQ(changes(in(a + b), in(b)), Lines{"removed Transports/Transport[a]  ()"});
  const std::string moved =
      "<Transport><Name>a</Name><Type>tcp</Type><InetAddr>3</InetAddr></Transport>";
  EXPECT_EQ(changes(in(a + b), in(b + moved)),
            Lines{"changed Transports/Transport[a]/InetAddr 1 3"});
  const std::string renamed =
      "<Transport><Name>c</Name><Type>tcp</Type><InetAddr>1</InetAddr></Transport>";
  EXPECT_EQ(changes(in(a + b), in(b + renamed)), Lines{"changed Transports/Transport[a]/Name a c"});
}

TEST(Changes, KeepAnOrderThatCounts) {
  const auto destination = [](const std::string& addresses) {
    return "<Replication><Destination><Name>x</Name><Transport>" + addresses +
           "</Transport></Destination></Replication>";
  };
  const std::string one = "<InetAddr>a:1</InetAddr>";
  const std::string two = "<InetAddr>b:2</InetAddr>";
  const std::string three = "<InetAddr>c:3</InetAddr>";
  EXPECT_EQ(changes(destination(one + two + three), destination(two + three + one)),
            Lines{"moved Replication/Destination[x]/Transport/InetAddr[1] a:1 a:1"});
  // Of equal ones, none has moved.
  EXPECT_EQ(changes(destination(one + one + one), destination(two + one + one)),
            Lines{"changed Replication/Destination[x]/Transport/InetAddr[1] a:1 b:2"});
  const auto action = [](const std::string& steps) {
    return "<Actions><Action><On><Module>amps-action-on-startup</Module></On>" + steps +
           "</Action></Actions>";
  };
  const std::string check = "<If><Module>amps-action-if-condition</Module></If>";
  const std::string act = "<Do><Module>amps-action-do-nothing</Module></Do>";
  EXPECT_EQ(changes(action(check + act), action(act + check)).size(), 1U);
  const auto sow = [](const std::string& all) { return "<SOW>" + all + "</SOW>"; };
  const std::string topic = "<Topic><Name>t</Name><MessageType>json</MessageType></Topic>";
  const std::string other = "<Topic><Name>u</Name><MessageType>json</MessageType></Topic>";
  const std::string view =
      "<View><Name>v</Name><MessageType>json</MessageType><UnderlyingTopic>t</UnderlyingTopic>"
      "</View>";
  EXPECT_EQ(changes(sow(topic + other + view), sow(other + topic + view)), Lines());
  EXPECT_EQ(changes(sow(topic + other + view), sow(topic + view + other)), Lines());
  EXPECT_EQ(changes(sow(topic + view), sow(view + topic)), Lines{"moved SOW/View[v]  "});
}

TEST(Changes, DefaultsAndSynonymsAreNone) {
  EXPECT_EQ(changes("<Name>n</Name>", "<Name>n</Name><Group>n</Group>"), Lines());
  EXPECT_EQ(changes("<Name>n</Name>", "<Name>n</Name><Group>m</Group>"),
            Lines{"added Group (n) m"});
  EXPECT_EQ(changes("", "<SOW/><Tuning><NUMA><Enabled>true</Enabled></NUMA></Tuning>"), Lines());
  EXPECT_EQ(changes("<TopicMetaData><TopicDefinition><Topic>t</Topic><Duration>transient</Duration>"
                    "</TopicDefinition></TopicMetaData>",
                    "<SOW><Topic><Name>t</Name><Durability>transient</Durability></Topic></SOW>"),
            Lines());
  EXPECT_EQ(changes("<ClientMaxCapacity>50%</ClientMaxCapacity>", ""), Lines());
  // Before 5.3.4 all of it was the default.
  EXPECT_EQ(changes(Loaded("<AMPSConfig><ClientMaxCapacity>50%</ClientMaxCapacity></AMPSConfig>"),
                    Loaded("<AMPSConfig/>", {}, {}, "5.3.3")),
            Lines{"removed ClientMaxCapacity 50% (100%)"});
  // What a transport does not say, the instance says for all of them.
  const auto with = [](const std::string& own) {
    return "<ClientMaxCapacity>30%</ClientMaxCapacity><Transports><Transport><Name>a</Name>" + own +
           "</Transport></Transports>";
  };
  EXPECT_EQ(changes(with(""), with("<ClientMaxCapacity>30%</ClientMaxCapacity>")), Lines());
  EXPECT_EQ(changes(with(""), with("<ClientMaxCapacity>50%</ClientMaxCapacity>")),
            Lines{"added Transports/Transport[a]/ClientMaxCapacity (30%) 50%"});
}

TEST(Changes, UnitsAreRead) {
  const auto admin = [](const std::string& interval) {
    return "<Admin><Interval>" + interval + "</Interval></Admin>";
  };
  EXPECT_EQ(changes(admin("1h"), admin("3600s")), Lines());
  EXPECT_EQ(changes(admin("0.5s"), admin("500ms")), Lines());
  EXPECT_EQ(changes(admin("1h"), admin("3601s")).size(), 1U);
  // The unit of a bare number is not documented.
  EXPECT_EQ(changes(admin("10s"), admin("10")).size(), 1U);
  const auto log = [](const std::string& size) {
    return "<TransactionLog><JournalDirectory>j</JournalDirectory><JournalSize>" + size +
           "</JournalSize></TransactionLog>";
  };
  EXPECT_EQ(changes(log("2GB"), log("2048MB")), Lines());
  EXPECT_EQ(changes(log("1GB"), log("1024MB")), Lines());
  EXPECT_EQ(changes(log("2GB"), log("2000MB")).size(), 1U);
}

}  // namespace
}  // namespace ampslint::testing
