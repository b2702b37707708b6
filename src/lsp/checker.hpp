#pragma once

#include <set>
#include <string>
#include <vector>

#include "lsp/findings.hpp"

namespace ampslint::lsp {

/// A workspace, or a file that belongs to none and is checked alone.
struct Group {
  std::string folder;     ///< absolute; paths begin there
  std::string workspace;  ///< its file, from there; or empty
  std::string alone;      ///< likewise
  std::string problem;    ///< why the workspace is not read

  friend auto operator<=>(const Group&, const Group&) = default;
};

/// Checks all that the editor's folders and open files belong to.
class Checker {
 public:
  Checker(LintOptions options, Encoding encoding)
      : options_(std::move(options)), encoding_(encoding) {}

  Checked check(const Documents& documents, const std::vector<std::string>& folders);
  /// The edits that `--fix` would make to the workspace of an open file, by URI.
  std::map<std::string, Json> safe_fixes(const Documents& documents, const std::string& key) const;

 private:
  using Texts = std::map<std::string, SharedText>;
  /// What keeps files from being understood, by key: rules, and errors.
  using Faults = std::map<std::string, std::set<std::string>>;
  /// An open file as it could last be understood.
  struct Good {
    SharedText text;
    std::set<std::string> faults;  ///< that it had for longer than somebody types
  };

  void check(const Group& group, Checked& checked);
  LintResult lint(const Group& group, const Texts& texts) const;
  static Faults faults_in(const Group& group, const LintResult& result, Converter& converter,
                          const Documents& documents);
  /// The files that have a fault which they did not have, by key.
  std::set<std::string> broken_by(const Faults& faults) const;

  LintOptions options_;
  Encoding encoding_;
  std::map<std::string, Good> good_;  ///< by key
};

}  // namespace ampslint::lsp
