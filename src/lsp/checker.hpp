#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "lsp/findings.hpp"
#include "lsp/model.hpp"

namespace ampslint::lsp {

/// Checks all that the editor's folders and open files belong to.
class Checker {
 public:
  Checker(LintOptions options, Encoding encoding)
      : options_(std::move(options)), encoding_(encoding) {}

  Checked check(const Documents& documents, const std::vector<std::string>& folders);
  /// The edits that `--fix` would make to the workspace of an open file, by URI. Another thread may
  /// check meanwhile.
  std::map<std::string, Json> fixes(const Documents& documents, const std::string& key,
                                    Fixes wanted);
  Files& files() { return files_; }

 private:
  /// What keeps files from being understood, by key: rules, and errors.
  using Faults = std::map<std::string, std::set<std::string>>;
  /// An open file as it could last be understood.
  struct Good {
    SharedText text;
    std::set<std::string> faults;  ///< that it had for longer than somebody types
  };

  void check(const Group& group, Checked& checked);
  /// With what it remembers of the check before.
  Result<Linter> linter_of(const Group& group, FileReader& reader);
  std::shared_ptr<const Model> lint(const Group& group, const Texts& texts);
  Faults faults_in(const Model& model, const Documents& documents);
  /// The files that have a fault which they did not have, by key.
  std::set<std::string> broken_by(const Faults& faults) const;

  LintOptions options_;
  Encoding encoding_;
  Files files_;
  std::map<std::string, Good> good_;  ///< by key
  std::map<Group, Linter> linters_;
};

}  // namespace ampslint::lsp
