#pragma once

#include <map>
#include <string>

#include "lsp/client.hpp"
#include "lsp/findings.hpp"
#include "lsp/outbox.hpp"

namespace ampslint::lsp {

Json shown_in(const CheckedFile& file);

/// The findings that the editor has, by URI.
class Published {
 public:
  /// Publishes what differs, the open files first. What was found in an older text of an open file
  /// is not worth showing: the next check is about to begin. Whether anything differs.
  bool show(const Checked& checked, const Documents& documents, const Client& client,
            Outbox& outbox);
  /// It is to be shown again, even if nothing is different.
  void forget(const std::string& uri) { shown_.erase(uri); }

 private:
  bool show(const std::string& uri, const Json& findings, const Document* open,
            const Client& client, Outbox& outbox);

  std::map<std::string, Json> shown_;
};

}  // namespace ampslint::lsp
