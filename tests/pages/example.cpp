#include "pages/example.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base/files.hpp"
#include "load/env_file.hpp"

namespace ampslint::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Block {
  std::string role;
  std::string name;
  std::string mode;
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

Block read_block(const std::vector<std::string>& lines, std::size_t& at) {
  std::istringstream header(lines[at].substr(3));
  std::string language;
  Block block;
  header >> language >> block.role >> block.name >> block.mode;
  block.begin = ++at;
  for (; at < lines.size() && lines[at] != "```"; ++at) block.text += lines[at] + "\n";
  block.end = at;
  return block;
}

void add_block(Example& example, const Block& block) {
  if (block.role == "instance") {
    const std::string file = block.name.empty() ? "instance" : block.name;
    if (block.name.empty()) example.instances.clear();
    if (std::ranges::find(example.instances, file) == example.instances.end()) {
      example.instances.push_back(file);
    }
    example.files[file] = block.text;
  } else if (block.role == "client") {
    example.client_kind = block.name;
    example.client_version = block.mode;
    example.files["client"] = block.text;
  } else if (block.role == "failover") {
    example.client_kind = block.name;
    example.files["failover"] = block.text;
  } else if (block.role == "scan") {
    example.scanned = block.name;
    example.files[block.name] = block.text;
  } else if (block.role == "version") {
    example.versions = block.text;
  } else if (block.role == "observed") {
    example.observed = block.text;
  } else if (block.role == "admin") {
    example.admin = block.text;
  } else if (block.role == "running") {
    example.running = block.text;
  } else if (block.role == "rules") {
    example.rules = block.text;
  } else if (block.role == "env" || block.role == "workspace") {
    example.files[block.role] = block.text;
  } else if (block.role == "include") {
    example.files[block.name] = block.text;
    if (!block.mode.empty()) example.modes[block.name] = block.mode;
  }
}

}  // namespace

std::vector<Example> examples_of(const std::string& rule, const std::string& page) {
  std::vector<Example> examples;
  Example current;
  current.rule = rule;
  bool open = false;
  const auto finish = [&] {
    if (open) examples.push_back(current);
    open = false;
    current.diagnostics.clear();
    current.diagnostics_begin = 0;
  };
  const std::vector<std::string> lines = lines_of(page);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].starts_with("## ")) {
      finish();
      current.bad = lines[at].starts_with("## Bad");
    }
    if (!lines[at].starts_with("```")) continue;
    const Block block = read_block(lines, at);
    if (block.role == "diagnostics") {
      current.diagnostics = block.text;
      current.diagnostics_begin = block.begin;
      current.diagnostics_end = block.end;
      finish();
      continue;
    }
    if (!open) current.line = block.begin;
    open = true;
    add_block(current, block);
  }
  finish();
  return examples;
}

void write_files(const Example& example, const TemporaryFolder& folder) {
  for (const auto& [name, text] : example.files) folder.write(name, text);
  for (const auto& [name, mode] : example.modes) {
    fs::permissions(fs::path(folder.path()) / name, fs::perms(std::stoul(mode, nullptr, 8)));
  }
}

Request request_of(const Example& example, const std::string& folder) {
  Request request;
  request.rules.select = lines_of(example.rules);
  request.rules.select.push_back(example.rule);
  request.paths = example.instances;
  if (example.files.contains("client")) request.client_files = {"client"};
  if (example.files.contains("failover")) request.failover_files = {"failover"};
  if (!example.scanned.empty()) request.scanned = {example.scanned};
  request.rules.host = true;
  std::istringstream(example.versions) >> request.amps_version >> request.compared_version;
  if (example.versions.empty()) request.amps_version = default_amps_version;
  if (!example.client_kind.empty()) request.client_kind = client_kind_named(example.client_kind);
  request.client_version = example.client_version;
  if (example.files.contains("workspace")) request.workspace = "workspace";
  if (example.files.contains("env")) {
    EXPECT_TRUE(read_env_file("env", read_file(disk(), "env"), request.variables).has_value());
  }
  if (request.paths.empty()) request.paths = {folder};
  request.allows_empty = true;
  return request;
}

}  // namespace ampslint::testing
