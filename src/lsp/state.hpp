#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lsp/checker.hpp"
#include "lsp/client.hpp"
#include "lsp/outbox.hpp"
#include "lsp/published.hpp"
#include "lsp/watching.hpp"

namespace ampslint::lsp {

struct Request {
  Json id;
  std::string method;
  Json params;
};

/// What the thread that reads and the one that checks share. All of it is for who holds the mutex,
/// but `checker`, whose `check` the second one calls alone.
struct State {
  std::mutex mutex;
  std::condition_variable_any news;
  Client client;
  std::vector<std::string> folders;
  Documents documents;
  std::optional<Checker> checker;
  std::shared_ptr<const Checked> checked;  ///< null: there was no check yet
  std::shared_ptr<const Checked> named;    ///< of the last check whose names are known, or null
  std::uint64_t changes = 0;               ///< of anything that a check reads
  std::uint64_t wanted_changes = 0;        ///< those that are to be checked
  std::uint64_t checked_changes = 0;       ///< those that the last check knew of
  std::vector<Request> waiting;            ///< for a check
  bool asks_for_names = false;             ///< the editor does, now and then
  Published published;
  Watching watching;

  /// `later`: it is checked when a file is saved, or somebody asks.
  void mark_changed(bool later = false);
  void want_check();
  /// Answers, unless that needs a check first.
  bool answer(const Request& asked, Outbox& outbox);
  /// The key of the file that parameters name.
  std::optional<std::string> key_at(const Json& params);
};

}  // namespace ampslint::lsp
