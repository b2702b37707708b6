#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "driver/lint.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {

/// What one example runs on, and what it must report.
struct Example {
  std::string rule;
  std::size_t line = 0;
  bool bad = false;
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> modes;  ///< of files that need others than usual
  std::vector<std::string> instances;
  std::string scanned;
  std::string client_kind;
  std::string client_version;
  std::string observed;
  std::string admin;
  std::string running;
  std::string versions;
  std::string rules;
  std::string diagnostics;
  std::size_t diagnostics_begin = 0;  ///< the line behind the opening fence; 0: there is no block
  std::size_t diagnostics_end = 0;

  bool is_live() const { return !observed.empty() || !admin.empty(); }
};

/// The examples of a rule's page; `pages_test.cpp` describes their syntax.
std::vector<Example> examples_of(const std::string& rule, const std::string& page);

void write_files(const Example& example, const TemporaryFolder& folder);

/// What an example asks for in the folder of its files.
Request request_of(const Example& example, const std::string& folder);

}  // namespace ampslint::testing
