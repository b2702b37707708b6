#include "lsp/server.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <istream>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <thread>
#include <utility>

#include "lsp/actions.hpp"
#include "lsp/checker.hpp"

namespace ampslint::lsp {
namespace {

using Milliseconds = std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr Milliseconds shortest_pause{20};
constexpr Milliseconds longest_pause{400};

/// What the editor said of itself.
struct Client {
  Encoding encoding = Encoding::utf16;
  bool versioned_edits = false;
  bool pulls = false;  ///< it asks for the findings of open files, and can be asked to ask again
  bool watches = false;
  std::optional<Milliseconds> pause;
};

/// A request that cannot be answered before the next check.
struct Waiting {
  Json id;
  std::string method;
  Json params;
};

Encoding encoding_of(const Json& capabilities) {
  const Json& wanted = at(capabilities, {"general", "positionEncodings"});
  if (!wanted.is_array()) return Encoding::utf16;
  for (const Json& one : wanted) {
    if (one == "utf-8") return Encoding::utf8;
    if (one == "utf-16") return Encoding::utf16;
    if (one == "utf-32") return Encoding::utf32;
  }
  return Encoding::utf16;
}

std::string_view name_of(Encoding encoding) {
  if (encoding == Encoding::utf8) return "utf-8";
  return encoding == Encoding::utf32 ? "utf-32" : "utf-16";
}

/// One thread reads messages and answers from the last check; the other one checks what changed.
/// All members are for who holds the mutex, but `checker_`, which the other thread alone changes.
class Server {
 public:
  Server(const LintOptions& options, std::ostream& out) : options_(options), out_(out) {}

  int run(std::istream& in) {
    while (!exits_) {
      const std::optional<Json> message = read_frame(in);
      if (!message) break;
      const std::lock_guard lock(mutex_);
      receive(*message);
    }
    return is_shut_down_ ? 0 : 1;
  }

 private:
  void receive(const Json& message) {
    const Json& id = at(message, {"id"});
    const std::string method = string_at(message, {"method"});
    const bool is_request = id.is_string() || id.is_number_integer();
    if (message.is_discarded()) return fail(nullptr, ErrorCode::parse_error, "not a message");
    if (method.empty()) {
      // An answer to what was asked of the editor needs no more.
      if (message.contains("result") || message.contains("error")) return;
      return fail(is_request ? id : Json(), ErrorCode::invalid_request, "expected a method");
    }
    try {
      if (is_request) {
        request({id, method, at(message, {"params"})});
      } else {
        notify(method, at(message, {"params"}));
      }
    } catch (const std::exception& error) {
      if (is_request) fail(id, ErrorCode::internal_error, error.what());
    }
  }

  void notify(const std::string& method, const Json& params) {
    if (method == "exit") {
      exits_ = true;
    } else if (!checker_ || is_shut_down_) {
      return;
    } else if (method == "initialized") {
      start();
    } else if (method == "textDocument/didOpen") {
      open(at(params, {"textDocument"}));
    } else if (method == "textDocument/didChange") {
      change(params);
    } else if (method == "textDocument/didClose") {
      if (const auto key = key_at(params)) documents_.erase(*key);
      mark_changed();
    } else if (method == "textDocument/didSave") {
      mark_changed();
    } else if (method == "workspace/didChangeWatchedFiles") {
      const Json& files = at(params, {"changes"});
      const auto is_input = [](const Json& file) {
        return string_at(file, {"uri"}).find("/.git/") == std::string::npos;
      };
      if (std::ranges::any_of(files, is_input)) mark_changed();
    } else if (method == "workspace/didChangeWorkspaceFolders") {
      change_folders(at(params, {"event"}));
    } else if (method == "$/cancelRequest") {
      cancel(at(params, {"id"}));
    }
  }

  void request(const Waiting& asked) {
    if (asked.method == "initialize") return initialize(asked);
    if (!checker_) {
      return fail(asked.id, ErrorCode::not_initialized, "expected 'initialize' first");
    }
    if (is_shut_down_) return fail(asked.id, ErrorCode::invalid_request, "the server is shut down");
    if (asked.method == "shutdown") {
      is_shut_down_ = true;
      worker_.request_stop();
      return answer(asked.id, nullptr);
    }
    if (!answers(asked)) {
      waiting_.push_back(asked);
      news_.notify_all();
    }
  }

  /// Answers, unless that needs a check of the text as it is now.
  bool answers(const Waiting& asked) {
    const bool is_pull = asked.method == "textDocument/diagnostic";
    if (!is_pull && asked.method != "textDocument/hover" &&
        asked.method != "textDocument/codeAction") {
      fail(asked.id, ErrorCode::method_not_found, fmt::format("unknown method '{}'", asked.method));
      return true;
    }
    const auto document = documents_.find(key_at(asked.params).value_or(""));
    if (document == documents_.end()) {
      answer(asked.id, is_pull ? report(Json::array()) : Json());
      return true;
    }
    const auto& [key, open] = *document;
    if (!checked_ || (is_pull && checked_changes_ != changes_)) return false;
    const auto seen = checked_->documents.find(key);
    if (seen == checked_->documents.end() || seen->second.text != open.text) return false;
    if (is_pull) {
      answer(asked.id, report(shown_in(checked_->files.at(key))));
    } else if (asked.method == "textDocument/hover") {
      answer_hover(asked, key, open);
    } else {
      answer_actions(asked, key, open);
    }
    return true;
  }

  void answer_hover(const Waiting& asked, const std::string& key, const Document& open) {
    const auto place = place_in(at(asked.params, {"position"}));
    if (!place) return fail(asked.id, ErrorCode::invalid_params, "expected a position");
    const std::size_t offset = TextLines(*open.text, client_.encoding).offset(*place);
    answer(asked.id, hover(*checked_, key, offset, client_.encoding));
  }

  void answer_actions(const Waiting& asked, const std::string& key, const Document& open) {
    const auto where = TextLines(*open.text, client_.encoding).bytes(at(asked.params, {"range"}));
    if (!where) return fail(asked.id, ErrorCode::invalid_params, "expected a range");
    const Json& context = at(asked.params, {"context"});
    Json actions = Json::array();
    if (wants(context, quick_fix)) {
      actions = quick_fixes(*checked_, key, *where, client_.encoding, client_.versioned_edits);
    }
    if (wants(context, fix_all)) {
      auto edits = checker_->safe_fixes(documents_, key);
      std::erase_if(edits, [&open](const auto& file) { return file.first != open.uri; });
      if (!edits.empty()) {
        actions.push_back({{"title", "Fix all that is safe to fix (ampslint)"},
                           {"kind", fix_all},
                           {"edit", workspace_edit(edits, documents_, client_.versioned_edits)}});
      }
    }
    answer(asked.id, actions);
  }

  void initialize(const Waiting& asked) {
    if (checker_) return fail(asked.id, ErrorCode::invalid_request, "already initialized");
    const Json& capabilities = at(asked.params, {"capabilities"});
    client_.encoding = encoding_of(capabilities);
    client_.versioned_edits =
        flag_at(capabilities, {"workspace", "workspaceEdit", "documentChanges"});
    client_.pulls = at(capabilities, {"textDocument", "diagnostic"}).is_object() &&
                    flag_at(capabilities, {"workspace", "diagnostics", "refreshSupport"});
    client_.watches =
        flag_at(capabilities, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
    const Json& pause = at(asked.params, {"initializationOptions", "pause"});
    if (pause.is_number_unsigned()) {
      client_.pause = std::min(Milliseconds(pause.get<std::uint32_t>()), Milliseconds(10'000));
    }
    if (const Json& folders = at(asked.params, {"workspaceFolders"}); folders.is_array()) {
      add_folders(folders);
    } else if (const auto root = path_of(string_at(asked.params, {"rootUri"}))) {
      folders_.push_back(*root);
    }
    checker_.emplace(options_, client_.encoding);
    answer(asked.id, {{"serverInfo", {{"name", "ampslint"}, {"version", AMPSLINT_VERSION}}},
                      {"capabilities", abilities()}});
  }

  Json abilities() const {
    constexpr int incremental = 2;
    Json able{{"positionEncoding", name_of(client_.encoding)},
              {"textDocumentSync",
               {{"openClose", true}, {"change", incremental}, {"save", {{"includeText", false}}}}},
              {"hoverProvider", true},
              {"codeActionProvider", {{"codeActionKinds", {quick_fix, fix_all}}}},
              {"workspace",
               {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
    if (client_.pulls) {
      able["diagnosticProvider"] = {{"identifier", "ampslint"},
                                    {"interFileDependencies", true},
                                    {"workspaceDiagnostics", false}};
    }
    return able;
  }

  void start() {
    if (worker_.joinable()) return;
    mark_changed();
    worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
    if (!client_.watches) return;
    // What was read may have any name; what the editor watches, it knows best how to leave out.
    constexpr std::string_view files = "**/*";
    ask("client/registerCapability",
        {{"registrations",
          {{{"id", "files"},
            {"method", "workspace/didChangeWatchedFiles"},
            {"registerOptions", {{"watchers", {{{"globPattern", files}}}}}}}}}});
  }

  void open(const Json& given) {
    const std::string uri = string_at(given, {"uri"});
    const auto path = path_of(uri);
    if (!path) return;
    const std::string key = disk().key(*path);
    documents_[key] = {.uri = uri,
                       .path = *path,
                       .version = at(given, {"version"}),
                       .text = std::make_shared<const std::string>(string_at(given, {"text"}))};
    shown_.erase(uri);  // to be shown again, even if nothing is different
    mark_changed();
  }

  void change(const Json& params) {
    const auto open = documents_.find(key_at(params).value_or(""));
    if (open == documents_.end()) return;
    Document& document = open->second;
    auto text = changed(*document.text, at(params, {"contentChanges"}), client_.encoding);
    if (!text) return log("a change was not understood: the text may differ from the editor's");
    document.text = std::make_shared<const std::string>(std::move(*text));
    document.version = at(params, {"textDocument", "version"});
    mark_changed();
  }

  void change_folders(const Json& event) {
    for (const Json& folder : at(event, {"removed"})) {
      if (const auto path = path_of(string_at(folder, {"uri"}))) std::erase(folders_, *path);
    }
    add_folders(at(event, {"added"}));
    mark_changed();
  }

  void add_folders(const Json& folders) {
    for (const Json& folder : folders) {
      if (const auto path = path_of(string_at(folder, {"uri"}))) folders_.push_back(*path);
    }
  }

  void cancel(const Json& id) {
    const auto found = std::ranges::find(waiting_, id, &Waiting::id);
    if (found == waiting_.end()) return;
    fail(id, ErrorCode::request_cancelled, "cancelled");
    waiting_.erase(found);
  }

  void mark_changed() {
    ++changes_;
    news_.notify_all();
  }

  /// The other thread: checks the newest texts when no more changes come.
  void work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    Clock::duration took{};
    while (news_.wait(lock, stop, [this] { return changes_ != checked_changes_; })) {
      wait_for_pause(lock, stop, took);
      if (stop.stop_requested()) return;
      const std::uint64_t changes = changes_;
      const Documents documents = documents_;
      const std::vector<std::string> folders = folders_;
      lock.unlock();
      const Clock::time_point begin = Clock::now();
      auto checked = std::make_unique<Checked>(checker_->check(documents, folders));
      took = Clock::now() - begin;
      lock.lock();
      checked_ = std::move(checked);
      checked_changes_ = changes;
      if (stop.stop_requested()) return;
      show();
      for (Waiting& asked : std::exchange(waiting_, {})) {
        if (!answers(asked)) waiting_.push_back(std::move(asked));
      }
    }
  }

  void wait_for_pause(std::unique_lock<std::mutex>& lock, const std::stop_token& stop,
                      Clock::duration took) {
    if (!checked_) return;
    const auto pause = client_.pause.value_or(
        std::clamp(std::chrono::duration_cast<Milliseconds>(took), shortest_pause, longest_pause));
    std::uint64_t seen = 0;
    do {
      seen = changes_;
      news_.wait_for(lock, stop, pause, [&] { return changes_ != seen || !waiting_.empty(); });
    } while (changes_ != seen && waiting_.empty() && !stop.stop_requested());
  }

  /// Publishes what differs from what the editor shows. What was found in an older text of an open
  /// file is not worth showing: the next check is about to begin.
  void show() {
    std::set<std::string> read;
    bool any = false;
    for (const auto& [key, file] : checked_->files) {
      read.insert(file.uri);
      const auto open = documents_.find(key);
      const bool is_open = open != documents_.end();
      const auto seen = checked_->documents.find(key);
      const bool was_open = seen != checked_->documents.end();
      if (is_open != was_open || (is_open && seen->second.text != open->second.text)) continue;
      any = show(file.uri, is_open ? open->second.version : Json(), shown_in(file), is_open) || any;
    }
    std::vector<std::string> gone;
    for (const auto& [uri, findings] : shown_) {
      if (!read.contains(uri)) gone.push_back(uri);
    }
    for (const std::string& uri : gone) show(uri, nullptr, Json::array(), false);
    if (any && client_.pulls) ask("workspace/diagnostic/refresh", nullptr);
  }

  /// Whether there is something new.
  bool show(const std::string& uri, const Json& version, const Json& findings, bool is_open) {
    const auto known = shown_.find(uri);
    if (known == shown_.end() ? findings.empty() && !is_open : known->second == findings) {
      return false;
    }
    Json params{{"uri", uri}, {"diagnostics", findings}};
    if (version.is_number_integer()) params["version"] = version;
    // Who asks for the findings of open files would show them twice.
    if (is_open && client_.pulls) params["diagnostics"] = Json::array();
    write_frame({{"jsonrpc", "2.0"},
                 {"method", "textDocument/publishDiagnostics"},
                 {"params", std::move(params)}},
                out_);
    if (findings.empty() && !is_open) {
      shown_.erase(uri);
    } else {
      shown_[uri] = findings;
    }
    return true;
  }

  static Json shown_in(const CheckedFile& file) {
    Json shown = Json::array();
    for (const Finding& finding : file.findings) shown.push_back(finding.shown);
    return shown;
  }

  static Json report(Json items) { return {{"kind", "full"}, {"items", std::move(items)}}; }

  static std::optional<std::string> key_at(const Json& params) {
    const auto path = path_of(string_at(params, {"textDocument", "uri"}));
    return path ? std::optional(disk().key(*path)) : std::nullopt;
  }

  void answer(const Json& id, const Json& result) {
    write_frame({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}}, out_);
  }

  void fail(const Json& id, ErrorCode code, const std::string& why) {
    write_frame({{"jsonrpc", "2.0"},
                 {"id", id},
                 {"error", {{"code", static_cast<int>(code)}, {"message", why}}}},
                out_);
  }

  void ask(const std::string& method, const Json& params) {
    Json asked{
        {"jsonrpc", "2.0"}, {"id", fmt::format("ampslint-{}", ++asked_)}, {"method", method}};
    if (!params.is_null()) asked["params"] = params;
    write_frame(asked, out_);
  }

  void log(const std::string& words) {
    constexpr int warning = 2;
    write_frame({{"jsonrpc", "2.0"},
                 {"method", "window/logMessage"},
                 {"params", {{"type", warning}, {"message", words}}}},
                out_);
  }

  const LintOptions& options_;
  std::ostream& out_;
  std::mutex mutex_;
  std::condition_variable_any news_;
  Client client_;
  std::vector<std::string> folders_;
  Documents documents_;
  std::optional<Checker> checker_;
  std::unique_ptr<const Checked> checked_;
  std::uint64_t changes_ = 0;          ///< of anything that a check reads
  std::uint64_t checked_changes_ = 0;  ///< those that the last check knew of
  std::vector<Waiting> waiting_;
  std::map<std::string, Json> shown_;  ///< findings that the editor has, by URI
  std::uint64_t asked_ = 0;
  bool is_shut_down_ = false;
  bool exits_ = false;
  std::jthread worker_;  ///< ends before the others do
};

}  // namespace

int serve(const LintOptions& options, std::istream& in, std::ostream& out) {
  in.tie(nullptr);  // two threads write
  return Server(options, out).run(in);
}

}  // namespace ampslint::lsp
