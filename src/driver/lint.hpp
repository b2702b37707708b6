#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/parallel.hpp"
#include "check/baseline.hpp"
#include "check/result.hpp"
#include "check/rule.hpp"
#include "check/run.hpp"
#include "load/variables.hpp"
#include "load/workspace/workspace.hpp"
#include "model/clients/kind.hpp"
#include "model/version.hpp"
#include "probe/probe.hpp"
#include "report/report.hpp"

namespace ampslint {

class Confined;
class Memory;

/// What to check: the inputs of `ampslint check`.
struct Request {
  std::vector<std::string> paths;           ///< files or folders of configurations
  std::vector<std::string> clients;         ///< connection strings, as `-c` takes them
  std::vector<std::string> client_files;    ///< lists of them; `-` is standard input
  std::vector<std::string> failover_files;  ///< lists of strings that one client uses together
  std::vector<std::string> scanned = {};    ///< files or folders to search for strings
  std::vector<std::string> own_files = {};  ///< that the tool writes or keeps: never searched
  Variables variables;
  bool listed_environment = false;  ///< of the process environment, only what the workspace lists
  std::optional<ClientKind> client_kind;
  std::string client_version = {};    ///< empty: the workspace's, else the newest
  std::string amps_version = {};      ///< empty: the workspace's, else `default_amps_version`
  std::string compared_version = {};  ///< another one to compare with; empty: none
  RuleChoice rules;
  std::string workspace = {};  ///< a workspace file; empty: none
  /// From which severity on something is worth failing; nothing: as the workspace says, else error.
  std::optional<Threshold> fail_on = {};
  /// The folder that is searched for configurations where neither the request nor a workspace names
  /// any; empty: none.
  std::string folder = ".";
  FileReader* files = &disk();
  bool allows_empty = false;                ///< a folder without a configuration is no error
  bool is_confined = false;                 ///< files that other files name are not read anywhere
  std::shared_ptr<Confined> confined = {};  ///< what `files` then points to
  std::shared_ptr<Memory> memory = {};      ///< of earlier runs; null: nothing is kept
  std::string baseline = {};     ///< a file of known findings, which are left out; empty: none
  std::string since = {};        ///< only findings on lines changed since this git revision
  bool no_suppressions = false;  ///< comments suppress nothing, and nothing is reported about them
  bool keeps_all = false;        ///< findings are to be compared, not only reported
  std::size_t threads = usual_threads();
  std::optional<std::chrono::sys_days> today = {};  ///< for the days in them; else the clock's
};

/// Resolves the settings, loads the inputs, checks them and finishes the result. An error only
/// where the request itself makes no sense (an unknown rule); files that cannot be read become
/// errors of the result.
Result<LintResult> lint(const Request& request);

/// Takes a part of a result: its diagnostics and connections are there during the call only.
using TakePart = std::function<void(const LintResult& part)>;

/// The same as `lint`, in parts: what was found in configurations, then in one block of lines after
/// the other of the lists of connection strings, which may be of any length. All is one part where
/// the request needs more than such lists. What is returned has the summary of all parts.
Result<LintResult> lint_in_parts(const Request& request, const TakePart& take);

/// The same, and then contacts every endpoint as its client would. An error also where an option
/// cannot be used.
Result<LintResult> probe(const Request& request, const ProbeOptions& options);

/// What `probe` would tell of these observations, one a connection string (the last one for those
/// that remain), and of the first instance's Admin interface: for rules' pages, which run offline.
Result<LintResult> check_observed(const Request& request, std::vector<Observation> seen,
                                  std::optional<AdminSeen> admin = std::nullopt);

/// What `probe` would contact, a line a connection string.
Result<void> write_endpoints(const Request& request, const ProbeOptions& options,
                             std::ostream& out);

/// Writes the parts of connection strings, as JSON or as text for people.
Result<void> write_parsed(const Request& request, bool json, const ReportOptions& style,
                          std::ostream& out);

/// The connection strings that would work, per transport.
Result<std::vector<Offer>> offers(const Request& request);

/// A configuration after includes and variables; with `origins`, where each line comes from. The
/// result holds what loading found wrong.
Result<LintResult> write_expanded(const Request& request, bool origins, std::ostream& out);

/// The rules that there are with the request's workspace, ours alone where that has errors, which
/// the inputs then hold.
Inputs known_rules(const Request& request);

/// Made from what is found below the request's folder; an error where that holds no configuration.
Result<FirstWorkspace> first_workspace(Request request);

}  // namespace ampslint
