#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ampslint/ampslint.hpp"
#include "lsp/documents.hpp"
#include "lsp/model.hpp"

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
  std::map<std::string, CheckedFile> files;  ///< open ones, and those with findings, by key
  Documents documents;
  std::map<Group, std::shared_ptr<const Model>> models;  ///< as they could last be understood
  std::map<std::string, Group> group_of;                 ///< of open files, by key
};

/// Edits as the protocol has them, by URI.
std::map<std::string, Json> edits_by_uri(const std::vector<Edit>& edits, Places& places);

/// Turns the findings of one result into the editor's.
class Converter {
 public:
  Converter(const Model& model, Encoding encoding, Checked& checked);

  /// Adds the findings in files that are wanted, by key.
  void add_findings(const std::function<bool(const std::string& key)>& wanted);
  /// Adds an input error, where its message begins with a place; else to the file `otherwise`.
  void add_error(const std::string& message, const std::string& otherwise);

 private:
  const Model& model_;
  Checked& checked_;
  Places places_;
};

}  // namespace ampslint::lsp
