#include "ampslint/exporter.hpp"

#include <fmt/core.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

#include "ampslint/report.hpp"
#include "base/frozen_files.hpp"
#include "base/plural.hpp"
#include "driver/public_form.hpp"
#include "host/process_status.hpp"
#include "model/address.hpp"
#include "probe/http_server.hpp"
#include "report/formats/prometheus.hpp"
#include "report/html/page.hpp"
#include "report/report.hpp"

namespace ampslint::api {
namespace {

using Clock = std::chrono::steady_clock;
using SharedText = std::shared_ptr<const std::string>;

/// Requests for single probes that may wait at a time.
constexpr std::size_t most_waiting = 16;
constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";
constexpr std::string_view html_type = "text/html; charset=utf-8";
constexpr std::string_view json_type = "application/json";

double seconds_since_1970() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

HttpAnswer answer_of(unsigned status, std::string words) {
  words += '\n';
  return {.status = status, .body = std::make_shared<const std::string>(std::move(words))};
}

Result<ListenAt> listening_address(const ServeOptions& serve) {
  AddressFault fault;
  const std::optional<Address> address = parse_address(serve.address, fault);
  if (!address) {
    return tl::unexpected(
        Error{.what = fmt::format("'{}' is not an address to listen on: {}; expected 'port', "
                                  "'address:port' or '[address]:port'",
                                  serve.address, fault.message)});
  }
  const bool bare = serve.address.find(':') == std::string::npos;
  std::string host = bare ? "127.0.0.1" : std::string(address->host);
  if (host == "localhost") host = "127.0.0.1";
  const std::optional<IpAddress> ip = parse_ip(host);
  if (!ip) {
    return tl::unexpected(Error{
        .what = fmt::format("'{}' is not an address to listen on: no name is looked up for that; "
                            "write its address, or 0.0.0.0 for all",
                            serve.address)});
  }
  if (!ip->is_loopback() && !serve.remote) {
    return tl::unexpected(
        Error{.what = fmt::format("other machines reach '{}', and the exporter asks nobody for a "
                                  "password; '--allow-remote' permits that",
                                  serve.address)});
  }
  return ListenAt{.host = std::move(host), .port = address->port};
}

}  // namespace

/// What the server's thread answers with, and what it asks of the other one.
struct Exporter::State {
  /// What all probes are made from, until it is read anew.
  struct Loaded {
    std::unique_ptr<FrozenFiles> files;
    Linter linter;
  };

  /// A request to probe one of the connection strings.
  struct Asked {
    std::string target;
    Clock::time_point until;
    Answering answer;
  };

  Result<void> load();
  void work(const std::stop_token& stop);
  void probe_all(const std::stop_token& stop);
  void probe_one(const Asked& asked, const std::stop_token& stop);
  ProbeOptions probe_options(const std::stop_token& stop) const;
  void keep(const LintResult& result, double took);

  void answer(const HttpRequest& request, const Answering& answer);
  void ask_for(const HttpRequest& request, const Answering& answer);
  HttpAnswer metrics();
  void say(const std::string& words) const {
    if (serve.say) serve.say(words);
  }

  LintOptions lint;
  Inputs inputs;
  ProbeOptions probe;
  ServeOptions serve;
  FileReader* files = nullptr;
  std::optional<Loaded> loaded;  ///< of the thread that probes
  std::string last_failure;      ///< of a whole run; empty: it could be done
  std::unique_ptr<HttpServer> server;

  std::mutex mutex;
  std::condition_variable_any wake;
  // What follows is guarded.
  bool reload_wanted = false;
  bool stopping = false;
  std::deque<Asked> asked;
  std::set<std::string> targets;  ///< connection strings, as they are shown
  ExporterStatus status;
  SharedText probed;  ///< the metrics of the last run; null: there was none
  SharedText page;
  SharedText data;
};

Result<void> Exporter::State::load() {
  auto frozen = std::make_unique<FrozenFiles>(*files);
  Result<Linter> linter = Linter::create(lint, *frozen);
  if (!linter) return tl::unexpected(linter.error());
  const Result<LintResult> result = linter->lint(inputs);
  if (!result) return tl::unexpected(result.error());
  if (!result->errors.empty()) {
    return tl::unexpected(Error{.what = result->errors.front().message});
  }
  for (const std::string& notice : result->notices) say(notice);
  std::set<std::string> known;
  for (const auto& connection : whole_of(*result).connections) known.insert(connection.shown());
  if (known.empty()) say("no connection string: nothing is probed");
  loaded.emplace(Loaded{.files = std::move(frozen), .linter = std::move(*linter)});
  const std::scoped_lock lock(mutex);
  targets = std::move(known);
  status.last_reload_worked = true;
  status.last_reload_at = seconds_since_1970();
  return {};
}

ProbeOptions Exporter::State::probe_options(const std::stop_token& stop) const {
  ProbeOptions how = probe;
  how.begin = [stop] { return stop; };
  // They end with the process, at the latest.
  how.late_look_ups = [](std::thread look_up) { look_up.detach(); };
  return how;
}

void Exporter::State::keep(const LintResult& result, double took) {
  const auto refresh = static_cast<unsigned>(std::max(1.0, serve.interval.count()));
  const ampslint::LintResult& whole = whole_of(result);
  std::ostringstream metrics;
  std::ostringstream html;
  std::ostringstream json;
  report_prometheus(whole, {}, metrics);
  report_html(whole, {.refresh = refresh}, html);
  write_page_data(whole, {.refresh = refresh}, json);
  const std::scoped_lock lock(mutex);
  probed = std::make_shared<const std::string>(std::move(metrics).str());
  page = std::make_shared<const std::string>(std::move(html).str());
  data = std::make_shared<const std::string>(std::move(json).str());
  ++status.runs;
  status.last_run_at = seconds_since_1970();
  status.last_run_seconds = took;
}

void Exporter::State::probe_all(const std::stop_token& stop) {
  const auto start = Clock::now();
  const Result<LintResult> result = loaded->linter.probe(inputs, probe_options(stop));
  if (stop.stop_requested()) return;
  if (result && !result->interrupted) {
    last_failure.clear();
    return keep(*result, std::chrono::duration<double>(Clock::now() - start).count());
  }
  const std::string what = result ? "interrupted" : result.error().what;
  if (what != last_failure) say("no probe: " + what);
  last_failure = what;
  const std::scoped_lock lock(mutex);
  ++status.failed_runs;
}

void Exporter::State::probe_one(const Asked& one, const std::stop_token& stop) {
  if (Clock::now() >= one.until) return one.answer(answer_of(503, "another probe took too long"));
  ProbeOptions how = probe_options(stop);
  how.only = one.target;
  how.admin = false;
  how.timeout = std::min<Seconds>(how.timeout, one.until - Clock::now());
  const Result<LintResult> result = loaded->linter.probe(inputs, how);
  if (!result) return one.answer(answer_of(500, "no probe: " + result.error().what));
  if (result->interrupted) return one.answer(answer_of(503, "the exporter ends"));
  std::ostringstream metrics;
  write_target_metrics(whole_of(*result), metrics);
  one.answer({.status = 200,
              .type = metrics_type,
              .body = std::make_shared<const std::string>(std::move(metrics).str())});
}

void Exporter::State::work(const std::stop_token& stop) {
  auto due = Clock::now();
  const auto interval = std::chrono::duration_cast<Clock::duration>(serve.interval);
  while (!stop.stop_requested()) {
    std::optional<Asked> next;
    bool reads = false;
    {
      std::unique_lock lock(mutex);
      wake.wait_until(lock, stop, due, [this] { return reload_wanted || !asked.empty(); });
      if (stop.stop_requested()) return;
      reads = std::exchange(reload_wanted, false);
      if (!reads && !asked.empty()) {
        next = std::move(asked.front());
        asked.pop_front();
      }
    }
    if (reads) {
      const Result<void> done = load();
      say(done ? "reloaded" : "not reloaded, all stays as it was: " + done.error().what);
      if (done) due = Clock::now();
      const std::scoped_lock lock(mutex);
      status.last_reload_worked = done.has_value();
    } else if (next) {
      probe_one(*next, stop);
    }
    if (Clock::now() < due) continue;
    // One that takes longer than the interval is followed by the next at once.
    due = std::max(due + interval, Clock::now());
    probe_all(stop);
  }
}

HttpAnswer Exporter::State::metrics() {
  ExporterStatus now;
  SharedText last;
  {
    const std::scoped_lock lock(mutex);
    now = status;
    last = probed;
  }
  const ProcessStatus process = process_status();
  now.interval_seconds = serve.interval.count();
  now.resident_bytes = process.resident_bytes;
  now.open_descriptors = process.open_descriptors;
  now.threads = process.threads;
  now.cpu_seconds = process.cpu_seconds;
  std::ostringstream text;
  if (last) text << *last;
  write_exporter_metrics(now, text);
  return {.status = 200,
          .type = metrics_type,
          .body = std::make_shared<const std::string>(std::move(text).str())};
}

void Exporter::State::ask_for(const HttpRequest& request, const Answering& answer) {
  const std::optional<std::string> target = parameter_of(request.query, "target");
  if (!target) return answer(answer_of(400, "expected one 'target', a connection string"));
  if (request.from_elsewhere) return answer(answer_of(403, "not for the pages of other sites"));
  // Waiting for a probe of all ends when its scrape gives up.
  constexpr double share = 0.9;
  const Seconds patience = request.patience.count() > 0 ? request.patience * share : Seconds(20);
  const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(patience);
  const std::scoped_lock lock(mutex);
  if (!targets.contains(*target)) {
    return answer(answer_of(404, "not one of the connection strings that are checked here"));
  }
  if (stopping || asked.size() >= most_waiting) {
    return answer(answer_of(503, stopping ? "the exporter ends" : "too many probes are waiting"));
  }
  asked.push_back({.target = *target, .until = until, .answer = answer});
  wake.notify_all();
}

void Exporter::State::answer(const HttpRequest& request, const Answering& answer) {
  if (request.path == "/probe") return ask_for(request, answer);
  if (request.path == "/metrics") return answer(metrics());
  if (request.path == "/-/healthy") return answer(answer_of(200, "healthy"));
  const bool is_ready = request.path == "/-/ready";
  const bool is_data = request.path == "/data.json";
  if (!is_ready && !is_data && request.path != "/") {
    return answer(answer_of(404, "there is /, /metrics, /probe?target=, /-/healthy and /-/ready"));
  }
  const std::scoped_lock lock(mutex);
  if (!probed) return answer(answer_of(503, "the first probe has not ended"));
  if (is_ready) return answer(answer_of(200, "ready"));
  answer({.status = 200, .type = is_data ? json_type : html_type, .body = is_data ? data : page});
}

Exporter::Exporter(std::unique_ptr<State> state) : state_(std::move(state)) {}
Exporter::~Exporter() = default;
Exporter::Exporter(Exporter&& other) noexcept = default;

Result<Exporter> Exporter::create(const LintOptions& options, const Inputs& inputs,
                                  const ProbeOptions& probe, const ServeOptions& serve,
                                  FileReader& reader) {
  const Result<ListenAt> at = listening_address(serve);
  if (!at) return tl::unexpected(at.error());
  auto state = std::make_unique<State>();
  state->lint = options;
  state->lint.remembers = true;  // the same is checked again and again
  state->inputs = inputs;
  state->probe = probe;
  state->serve = serve;
  state->files = &reader;
  state->status.started_at = seconds_since_1970();
  if (auto loaded = state->load(); !loaded) return tl::unexpected(loaded.error());
  auto server = HttpServer::listen(
      *at, [state = state.get()](const HttpRequest& request, const Answering& answer) {
        state->answer(request, answer);
      });
  if (!server) return tl::unexpected(server.error());
  state->server = std::move(*server);
  return Exporter(std::move(state));
}

std::string Exporter::url() const { return state_->server->url(); }

void Exporter::reload() {
  const std::scoped_lock lock(state_->mutex);
  state_->reload_wanted = true;
  state_->wake.notify_all();
}

void Exporter::run(const std::stop_token& stop) {
  std::thread serving([this] { state_->server->run(); });
  try {
    state_->work(stop);
  } catch (const std::exception& error) {
    state_->say(fmt::format("the exporter ends: {}", error.what()));
  }
  std::deque<State::Asked> left;
  {
    const std::scoped_lock lock(state_->mutex);
    state_->stopping = true;
    left.swap(state_->asked);
  }
  for (const State::Asked& one : left) one.answer(answer_of(503, "the exporter ends"));
  state_->server->stop();
  serving.join();
}

}  // namespace ampslint::api
