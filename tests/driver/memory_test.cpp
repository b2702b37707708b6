// A linter that remembers reports what a new one reports, and makes anew only what has changed.
#include "driver/memory.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <set>
#include <sstream>
#include <thread>

#include "driver/lint.hpp"
#include "report/report.hpp"
#include "support/examples.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

std::string report_of(const Result<LintResult>& result) {
  EXPECT_TRUE(result.has_value());
  std::ostringstream out;
  report_json(*result, {}, out);
  for (const InputError& error : result->errors) out << error.message << '\n';
  for (const std::string& notice : result->notices) out << notice << '\n';
  return out.str();
}

std::set<const Instance*> instances_of(const LintResult& result) {
  std::set<const Instance*> instances;
  for (const auto& instance : result.inputs.instances) instances.insert(instance.get());
  return instances;
}

/// A folder with a workspace of some of the pages' configurations.
class Project {
 public:
  Project() {
    const std::vector<PageText> all = page_texts();
    for (std::size_t i = 0; i < count; ++i) write(i, dealer_.pick(all).configuration);
    folder_.write("part.xml", transport(9100));
    folder_.write("a.xml", including());
    folder_.write("settings.env", "PORT=9200\n");
    write_workspace(9300);
  }

  /// Changes something.
  void change() {
    const std::size_t i = dealer_.below(count);
    switch (dealer_.below(9)) {
      case 0:
        std::filesystem::remove(folder_.path() + '/' + name(i));
        break;
      case 1:
        folder_.write("part.xml", transport(dealer_.below(9)) + transport(9101));
        break;
      case 2:
        folder_.write("settings.env", fmt::format("PORT={}\n", 9200 + dealer_.below(5)));
        break;
      case 3:
        write_workspace(dealer_.below(70'000));
        break;
      case 4:
        folder_.write(fmt::format("sub/{}", name(i)), including());
        break;
      case 5:
        folder_.write(fmt::format("sub/part{}.xml", dealer_.below(2)), transport(9400));
        break;
      default:
        write(i, mutated(texts_[i], dealer_));
    }
  }

  Request request() const {
    Request request;
    request.paths = {"."};
    request.workspace = "ampslint.toml";
    request.clients = {"tcp://h:9100/amps/json", "tcp://h:9200/amps/json"};
    return request;
  }
  const std::string& path() const { return folder_.path(); }
  void write(const std::string& file, const std::string& text) { folder_.write(file, text); }

 private:
  static constexpr std::size_t count = 24;

  static std::string name(std::size_t i) { return fmt::format("c{}.xml", i); }
  static std::string transport(std::size_t port) {
    return fmt::format(
        "<Transport><Name>p</Name><Type>tcp</Type><InetAddr>{}</InetAddr></Transport>", port);
  }
  static std::string including() {
    return "<AMPSConfig><Name>${NAME}</Name><Transports><Include>part.xml</Include>"
           "<Include>part1.xml</Include><Transport><Name>t</Name><Type>tcp</Type>"
           "<InetAddr>${PORT}</InetAddr></Transport></Transports></AMPSConfig>";
  }

  void write(std::size_t i, std::string text) {
    folder_.write(name(i), text);
    texts_[i] = std::move(text);
  }

  void write_workspace(std::size_t port) {
    folder_.write("ampslint.toml",
                  fmt::format("env-files = [\"settings.env\"]\n[variables]\nNAME = \"n{}\"\n"
                              "[[instance]]\nconfiguration = \"a.xml\"\nports = [\"{}:9100\"]\n",
                              port % 3, port));
  }

  TemporaryFolder folder_;
  Dealer dealer_{7};
  std::array<std::string, count> texts_;
};

TEST(Memory, ReportsWhatANewLinterReports) {
  Project project;
  const InFolder in(project.path());
  const auto files = kept_disk();
  Request remembering = project.request();
  remembering.files = files.get();
  remembering.memory = std::make_shared<Memory>();
  for (int step = 0; step < 100; ++step) {
    ASSERT_EQ(report_of(lint(remembering)), report_of(lint(project.request()))) << step;
    project.change();
  }
}

TEST(Memory, WhatHasNotChangedIsNotMadeAnew) {
  Project project;
  const InFolder in(project.path());
  Request request = project.request();
  request.memory = std::make_shared<Memory>();
  const Result<LintResult> first = lint(request);
  const Result<LintResult> second = lint(request);
  EXPECT_EQ(instances_of(*first), instances_of(*second));
  EXPECT_EQ(first->inputs.findings, second->inputs.findings);
  EXPECT_EQ(second->inputs.findings.size(), second->inputs.instances.size());
  project.write("c5.xml", "<AMPSConfig/>");
  const Result<LintResult> third = lint(request);
  std::set<const Instance*> all = instances_of(*second);
  all.merge(instances_of(*third));
  EXPECT_EQ(all.size(), second->inputs.instances.size() + 1);
}

TEST(Memory, OtherRulesFindOtherThings) {
  Project project;
  const InFolder in(project.path());
  Request request = project.request();
  request.memory = std::make_shared<Memory>();
  for (const bool pedantic : {false, true, false}) {
    Request fresh = project.request();
    if (pedantic) fresh.rules.presets = {Preset::pedantic, Preset::security};
    request.rules = fresh.rules;
    EXPECT_EQ(report_of(lint(request)), report_of(lint(fresh)));
  }
}

TEST(Memory, AChangeThatKeepsSizeAndTimeIsSeen) {
  const TemporaryFolder folder;
  const auto files = kept_disk();
  const std::string file = folder.write("a.txt", "one");
  const Result<FileText> before = files->read(file, {});
  folder.write("a.txt", "two");
  EXPECT_EQ(files->read(file, {})->text, "two");
  EXPECT_EQ(before->text, "one");
}

TEST(Memory, ATextIsReadAgainOnlyWhereItHasChanged) {
  const TemporaryFolder folder;
  const auto files = kept_disk();
  const std::string file = folder.write("a.txt", "one");
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(file, long_ago);
  // When its attributes changed is young, and cannot be set: they have to settle.
  std::this_thread::sleep_for(std::chrono::milliseconds(3'100));
  const Result<FileText> before = files->read(file, {});
  EXPECT_EQ(files->read(file, {})->text.data(), before->text.data());
  folder.write("a.txt", "two");
  EXPECT_EQ(files->read(file, {})->text, "two");
}

}  // namespace
}  // namespace ampslint::testing
