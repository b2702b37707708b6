#pragma once

#include <set>
#include <string>
#include <vector>

#include "lsp/client.hpp"
#include "lsp/outbox.hpp"

namespace ampslint::lsp {

/// Which files the editor watches for the server: those in the folders that the last check asked
/// for something in.
class Watching {
 public:
  /// Asks the editor to watch them, where it is not asked already.
  void watch(const std::set<std::string>& folders, const Client& client, Outbox& outbox);
  /// Whether a changed file may have to do with what is checked.
  bool concerns(const std::string& path) const;

 private:
  std::set<std::string> folders_;
  Json watchers_;  ///< that the editor was asked for
  std::size_t registrations_ = 0;
};

}  // namespace ampslint::lsp
