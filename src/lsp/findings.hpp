#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ampslint/ampslint.hpp"
#include "lsp/documents.hpp"

namespace ampslint::lsp {

/// A finding as the editor sees it.
struct Finding {
  Json shown;                       ///< as it is published
  Bytes where;                      ///< in the editor's text
  std::string rule;                 ///< empty: an input cannot be read
  std::map<std::string, Json> fix;  ///< edits by URI; empty: there is none
  bool safe = false;
};

struct CheckedFile {
  std::string uri;
  std::vector<Finding> findings;
};

/// What was found, and in which texts.
struct Checked {
  std::map<std::string, CheckedFile> files;  ///< those that were read, by key
  Documents documents;
};

/// Turns the findings of one result into the editor's.
class Converter {
 public:
  /// `folder`: where the result's paths begin.
  Converter(const LintResult& result, std::string folder, Encoding encoding, Checked& checked);

  /// Adds the findings in files that are wanted, by key.
  void add_findings(const std::function<bool(const std::string& key)>& wanted);
  /// Adds an input error, where its message begins with a place; else to the file `otherwise`.
  void add_error(const std::string& message, const std::string& otherwise);
  std::string key_of(const std::string& path) { return file(path).key; }
  /// The edits, by URI.
  std::map<std::string, Json> edits_of(const std::vector<Edit>& edits);

 private:
  struct File {
    std::string key;
    std::string uri;
    TextLines lines;
    std::size_t mark = 0;
  };
  File& file(const std::string& path);
  Json range(const Place& where);

  const LintResult& result_;
  std::string folder_;
  Encoding encoding_;
  Checked& checked_;
  std::map<std::string, std::string_view> texts_;
  std::map<std::string, File> files_;
};

}  // namespace ampslint::lsp
