#pragma once

// To be included as <ampslint/ampslint.hpp>. Checks AMPS configurations and the connection strings
// of their clients. Nothing here has a current folder, a signal handler or a stream of its own;
// several threads may use one Linter.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "ampslint/result.hpp"
#include "ampslint/types.hpp"

namespace ampslint {
struct ProbeOptions;  // ampslint/probe.hpp
struct Request;
}  // namespace ampslint

namespace ampslint::api {

/// Lines and columns from 1; columns count code points.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t offset = 0;  ///< the bytes of the text before it, without a byte order mark
};

/// A part of a file, or of a connection string given by itself (`<command line>`, its number as
/// the line); `end` is one past the last character.
struct Place {
  std::string path;
  Position start;
  Position end;
};

/// Another place that explains a diagnostic.
struct Note {
  Place where;
  std::string message;
};

struct Edit {
  Place where;
  std::string text;  ///< in its place
};

/// Edits that belong together; `safe` when they cannot change what already works.
struct Fix {
  std::vector<Edit> edits;
  bool safe = false;
};

/// One finding.
struct Diagnostic {
  std::string_view rule;  ///< its id, as in `rules()`, or a policy's: valid as long as the result
  Severity severity = Severity::error;
  std::string message;  ///< one clause, lower case, no full stop, without secrets
  Place where;
  std::vector<Note> related;
  std::optional<Fix> fix;
};

/// A connection string and what would become of it.
struct Connection {
  std::string string;  ///< secrets as `***`
  Place where;
  std::string_view client_kind;
  Verdict verdict = Verdict::unknown;
  std::optional<std::string> instance;   ///< that it reaches
  std::optional<std::string> transport;  ///< likewise
  std::vector<std::string_view> rules;   ///< that found something
};

struct LintResult {
  /// The findings, by path, start, rule.
  std::vector<Diagnostic> diagnostics() const;
  /// The connection strings, in the order given.
  std::vector<Connection> connections() const;
  /// The files that something was read from, by the names they were read by; none twice.
  std::vector<std::string> files_read() const;
  /// What was read from them, secrets included, without a byte order mark. The result keeps it.
  std::map<std::string, std::string_view> texts() const;

  std::vector<InputError> errors;
  std::vector<std::string> notices;  ///< for people
  Summary summary;
  bool fails = false;                 ///< by `LintOptions::fail_on`, or as an endpoint is not ready
  bool interrupted = false;           ///< a probe was stopped before it had seen all
  std::shared_ptr<const void> whole;  ///< what reports are written from
};

/// How to check; `ampslint check --help` explains each option.
struct LintOptions {
  std::map<std::string, std::string> variables = {};  ///< for `${NAME}` in configurations
  std::vector<std::string> env_files = {};            ///< with more of them
  bool process_environment = false;                   ///< has more of them
  bool listed_environment = false;                    ///< of it, only what the workspace lists
  std::string client_kind = {};                       ///< empty: by each string's scheme and file
  std::string client_version = {};                    ///< empty: the workspace's, else the newest
  std::string amps_version = {};      ///< empty: the workspace's, else `default_amps_version`
  std::string compared_version = {};  ///< another one to compare with; empty: none
  std::string workspace = {};         ///< a workspace file; empty: none
  bool confined = false;  ///< what files name must be below the folders of the inputs and of the
                          ///< workspace, or of their repositories
  std::vector<std::string> presets = {};  ///< beside the default one
  bool host = false;                      ///< also what depends on this host's files
  std::vector<std::string> select = {};   ///< rules by id, or a prefix and `*`
  std::vector<std::string> ignore = {};
  std::vector<std::pair<std::string, std::string>> severities = {};  ///< by rule
  std::string fail_on = {};      ///< or `never`; empty: as the workspace says, else `error`
  std::string baseline = {};     ///< a file of findings that are left out; empty: none
  std::string since = {};        ///< only findings on lines changed since this git revision
  bool no_suppressions = false;  ///< comments suppress nothing
  bool keeps_all = false;        ///< all findings are kept, for `write_baseline`
  bool remembers = false;        ///< the next run reads and checks only what has changed
  std::size_t threads = 1;       ///< 0: as many as can run at once
  std::optional<std::chrono::sys_days> today =
      {};  ///< for the days in suppressions; else the clock's
};

/// What to check: paths, which the Linter's FileReader reads.
struct Inputs {
  std::vector<std::string> configurations = {};  ///< files, or folders of them
  std::vector<std::string> client_lists = {};    ///< a connection string a line
  std::vector<std::string> clients = {};         ///< connection strings themselves
  std::vector<std::string> failover_lists = {};  ///< each of strings that one client uses together
  std::vector<std::string> scanned = {};         ///< files or folders to search for strings
  bool allow_empty = false;                      ///< such a folder need not hold any
  std::vector<std::string> own_files = {};       ///< that the program writes: never searched
  std::string folder = {};  ///< of configurations, where nothing else names any; empty: none
};

struct AttestOptions;   // ampslint/attest.hpp
class RecordingReader;  // likewise
struct Difference;      // ampslint/diff.hpp
struct DiffOptions;     // likewise
struct Fixing;          // ampslint/fix.hpp
struct Named;           // ampslint/names.hpp
struct Why;             // ampslint/why.hpp

class Linter {
 public:
  /// An error for an option that makes no sense (an unknown rule, with the nearest known one). The
  /// reader must outlive the linter.
  static Result<Linter> create(const LintOptions& options, FileReader& reader);

  /// The same, with what it remembers, for another reader's files.
  Linter with(FileReader& reader) const;

  /// An input that cannot be read becomes an error of the result.
  Result<LintResult> lint(const Inputs& inputs) const;
  /// The same, written in the format `jsonl` as results come: lists may be of any length. What is
  /// returned has the summary only.
  Result<LintResult> lint_lines(const Inputs& inputs, std::ostream& out) const;
  /// The same as `lint`, and then contacts every endpoint as its client would.
  Result<LintResult> probe(const Inputs& inputs, const ProbeOptions& options) const;
  /// Writes what `probe` would contact, a line a connection string.
  Result<void> write_endpoints(const Inputs& inputs, const ProbeOptions& options,
                               std::ostream& out) const;

  /// Looks for the fixes that remove their findings and bring no others: the safe ones, or all.
  Result<Fixing> find_fixes(const Inputs& inputs, Fixes wanted) const;
  /// How many findings have a fix that is not safe, in a file that can be rewritten.
  std::size_t count_unsafe_fixes(const LintResult& result) const;
  /// Writes all findings to a file on the disk, for `LintOptions::baseline`; how many.
  Result<std::size_t> write_baseline(const LintResult& result, const std::string& file) const;

  /// Writes what was found in files that were read through `read` as a statement of in-toto. An
  /// error where one cannot be read again, or changed meanwhile.
  Result<void> write_attestation(const LintResult& result, const RecordingReader& read,
                                 const AttestOptions& options, std::ostream& out) const;

  /// What each transport of the configurations would accept; an error where one cannot be read.
  Result<std::vector<Offer>> offers(const Inputs& inputs) const;
  /// Writes that, for people or as JSON.
  Result<void> write_offers(const Inputs& inputs, bool json, std::ostream& out) const;
  /// Writes the parts of connection strings, for people or as JSON.
  Result<void> write_parsed(const Inputs& inputs, bool json, const ReportOptions& options,
                            std::ostream& out) const;
  /// Writes the configurations after includes and variables; with `origins`, where each line comes
  /// from. The result holds what loading found wrong.
  Result<LintResult> write_expanded(const Inputs& inputs, bool origins, std::ostream& out) const;
  /// Writes the list of rules, with the workspace's policies, for people or as JSON. An error where
  /// those cannot be read, behind the others.
  Result<void> write_rules(bool json, std::ostream& out) const;
  /// The page of a rule or a policy of the workspace, or what is known of an element.
  Result<std::string> explain(const std::string& name) const;
  /// What has a name in what this linter checked, and where it is used.
  std::vector<Named> names(const LintResult& result) const;
  /// Compares two configurations, folders of them or git revisions: what `configurations` holds is
  /// OLD and NEW; or a revision, or two, and then paths, which by default are those of the
  /// workspace or the folder. Connection strings are those of the newer side.
  Result<Difference> diff(const Inputs& inputs, const DiffOptions& options) const;
  /// Where a value of a configuration comes from, or the verdict on a connection string. `asked`:
  /// the instance where there are several, and the path of an element or the string; those of
  /// `asked` that are files or folders are configurations, too.
  Result<Why> why(const std::vector<std::string>& asked, const Inputs& inputs) const;
  /// Made from what is found below a folder; an error where that holds no configuration.
  Result<FirstWorkspace> first_workspace(const std::string& folder) const;

 private:
  explicit Linter(std::shared_ptr<const Request> request) : request_(std::move(request)) {}
  Request request_for(const Inputs& inputs) const;

  std::shared_ptr<const Request> request_;  ///< without inputs
};

/// The nearest workspace file from a folder upwards, as a path from there; empty for none. An error
/// for one above that belongs to somebody else: in `/tmp`, anybody could lay one for those below.
Result<std::string> find_workspace(FileReader& reader, const std::string& folder);

/// An error for a word that the options do not know, with the nearest that they do. Reads nothing.
Result<void> check_words(const LintOptions& options);

// What words there are for these options.
std::vector<std::string> client_kinds();
std::vector<std::string> presets();
std::vector<std::string> severities();
std::vector<std::string> levels_of_failure();  ///< for `fail_on`

struct RuleInfo {
  std::string_view id;
  std::string summary;
  std::string_view family;
  std::string_view level;  ///< `static`, `host` or `live`
  Severity severity = Severity::error;
  bool fixable = false;
};

/// Every rule that the tool brings, by id.
std::span<const RuleInfo> rules();

/// The page of a rule, or what is known of an element (`Transport/InetAddr`).
Result<std::string> explain(const std::string& name);

/// Writes what is known of pasted text (a client's exception, a line of a log, a TLS alert, an HTTP
/// status), for people or as JSON. An error where nothing in it is known.
Result<void> explain_text(std::string_view text, bool json, std::ostream& out);

}  // namespace ampslint::api
