#include "lsp/server.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <istream>
#include <optional>

#include "lsp/features.hpp"
#include "lsp/worker.hpp"

namespace ampslint::lsp {
namespace {

/// Reads messages and answers from the last check, while the worker's thread checks what changed.
class Server {
 public:
  Server(const LintOptions& options, std::ostream& out) : options_(options), outbox_(out) {}

  int run(std::istream& in) {
    while (!exits_) {
      const std::optional<Json> message = read_frame(in);
      if (!message) break;
      const std::lock_guard lock(state_.mutex);
      receive(*message);
    }
    worker_.reset();
    return is_shut_down_ ? 0 : 1;
  }

 private:
  void receive(const Json& message) {
    const Json& id = at(message, {"id"});
    const std::string method = string_at(message, {"method"});
    const bool is_request = id.is_string() || id.is_number_integer();
    if (message.is_discarded()) {
      return outbox_.fail(nullptr, ErrorCode::parse_error, "not a message");
    }
    if (method.empty()) {
      if (message.contains("result") || message.contains("error")) return hear(message);
      return outbox_.fail(is_request ? id : Json(), ErrorCode::invalid_request,
                          "expected a method");
    }
    try {
      if (is_request) {
        request({id, method, at(message, {"params"})});
      } else {
        notify(method, at(message, {"params"}));
      }
    } catch (const std::exception& error) {
      if (is_request) outbox_.fail(id, ErrorCode::internal_error, error.what());
    }
  }

  /// The answer to what was asked of the editor.
  void hear(const Json& message) {
    if (worker_ && message.contains("result")) worker_->hear(string_at(message, {"id"}));
  }

  void notify(const std::string& method, const Json& params) {
    if (method == "exit") {
      exits_ = true;
    } else if (!state_.checker || is_shut_down_) {
      return;
    } else if (method == "initialized") {
      if (!worker_) worker_ = std::make_unique<Worker>(state_, outbox_);
      state_.mark_changed();
    } else if (method == "textDocument/didOpen") {
      open(at(params, {"textDocument"}));
    } else if (method == "textDocument/didChange") {
      change(params);
    } else if (method == "textDocument/didClose") {
      if (const auto key = state_.key_at(params)) state_.documents.erase(*key);
      state_.mark_changed();
    } else if (method == "textDocument/didSave") {
      state_.checker->files().forget_keys();
      state_.mark_changed();
    } else if (method == "workspace/didChangeWatchedFiles") {
      change_files(at(params, {"changes"}));
    } else if (method == "workspace/didChangeWorkspaceFolders") {
      change_folders(at(params, {"event"}));
    } else if (method == "workspace/didChangeConfiguration") {
      const Json& settings = at(params, {"settings"});
      const Json& own = at(settings, {"ampslint"});
      state_.client.set(own.is_object() ? own : settings);
      state_.mark_changed();
    } else if (method == "$/cancelRequest") {
      cancel(at(params, {"id"}));
    }
  }

  void request(const Request& asked) {
    if (asked.method == "initialize") return initialize(asked);
    if (!state_.checker) {
      return outbox_.fail(asked.id, ErrorCode::not_initialized, "expected 'initialize' first");
    }
    if (is_shut_down_) {
      return outbox_.fail(asked.id, ErrorCode::invalid_request, "the server is shut down");
    }
    if (asked.method == "shutdown") {
      is_shut_down_ = true;
      if (worker_) worker_->stop();
      for (const Request& one : std::exchange(state_.waiting, {})) {
        outbox_.fail(one.id, ErrorCode::request_cancelled, "the server is shut down");
      }
      return outbox_.answer(asked.id, nullptr);
    }
    if (!state_.answer(asked, outbox_)) {
      state_.waiting.push_back(asked);
      state_.want_check();
    }
  }

  void initialize(const Request& asked) {
    if (state_.checker) {
      return outbox_.fail(asked.id, ErrorCode::invalid_request, "already initialized");
    }
    state_.client.read(asked.params);
    if (const Json& folders = at(asked.params, {"workspaceFolders"}); folders.is_array()) {
      add_folders(folders);
    } else if (const auto root = path_of(string_at(asked.params, {"rootUri"}))) {
      state_.folders.push_back(*root);
    }
    state_.checker.emplace(options_, state_.client.encoding);
    outbox_.answer(asked.id, abilities(state_.client));
  }

  void open(const Json& given) {
    const std::string uri = string_at(given, {"uri"});
    const auto path = path_of(uri);
    if (!path) return;
    state_.documents[state_.checker->files().key(*path)] = {
        .uri = uri,
        .path = *path,
        .version = at(given, {"version"}),
        .text = std::make_shared<const std::string>(string_at(given, {"text"}))};
    state_.published.forget(uri);
    state_.mark_changed();
  }

  void change(const Json& params) {
    const auto open = state_.documents.find(state_.key_at(params).value_or(""));
    if (open == state_.documents.end()) return;
    Document& document = open->second;
    auto text = changed(*document.text, at(params, {"contentChanges"}), state_.client.encoding);
    if (!text) {
      return outbox_.log("a change was not understood: the text may differ from the editor's");
    }
    document.text = std::make_shared<const std::string>(std::move(*text));
    document.version = at(params, {"textDocument", "version"});
    state_.mark_changed(state_.client.on_save);
  }

  void change_files(const Json& changes) {
    state_.checker->files().forget_keys();
    const bool concerned = std::ranges::any_of(changes, [this](const Json& one) {
      const auto path = path_of(string_at(one, {"uri"}));
      return path && state_.watching.concerns(*path);
    });
    if (concerned) state_.mark_changed();
  }

  void change_folders(const Json& event) {
    for (const Json& folder : at(event, {"removed"})) {
      if (const auto path = path_of(string_at(folder, {"uri"}))) std::erase(state_.folders, *path);
    }
    add_folders(at(event, {"added"}));
    state_.mark_changed();
  }

  void add_folders(const Json& folders) {
    for (const Json& folder : folders) {
      if (const auto path = path_of(string_at(folder, {"uri"}))) state_.folders.push_back(*path);
    }
  }

  void cancel(const Json& id) {
    const auto found = std::ranges::find(state_.waiting, id, &Request::id);
    if (found == state_.waiting.end()) return;
    outbox_.fail(id, ErrorCode::request_cancelled, "cancelled");
    state_.waiting.erase(found);
  }

  const LintOptions& options_;
  Outbox outbox_;
  State state_;
  bool is_shut_down_ = false;
  bool exits_ = false;
  std::unique_ptr<Worker> worker_;  ///< ends before the others do
};

}  // namespace

int serve(const LintOptions& options, std::istream& in, std::ostream& out) {
  in.tie(nullptr);  // two threads write
  return Server(options, out).run(in);
}

}  // namespace ampslint::lsp
