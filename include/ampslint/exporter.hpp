#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "ampslint/file_reader.hpp"
#include "ampslint/linter.hpp"
#include "ampslint/probe.hpp"

namespace ampslint::api {

/// How an exporter is reached, and how often it probes.
struct ServeOptions {
  std::string address = "127.0.0.1:9779";  ///< `port`, `ip:port` or `[ip6]:port`; port 0: any free
  bool remote = false;                     ///< the address may be one that others reach
  Seconds interval{30};                    ///< between the beginnings of two probes of all
  std::function<void(const std::string&)> say = nullptr;  ///< takes a line for people
};

/// Probes all endpoints again and again, and serves what it saw over HTTP: `/metrics` for
/// Prometheus, `/probe?target=…` for one of the connection strings, a page for people at `/`. What
/// it reads it reads once, and again when `reload` asks for that.
class Exporter {
 public:
  /// An error where an option makes no sense, an input cannot be read or the address not be had.
  static Result<Exporter> create(const LintOptions& options, const Inputs& inputs,
                                 const ProbeOptions& probe, const ServeOptions& serve,
                                 FileReader& reader);
  ~Exporter();
  Exporter(Exporter&& other) noexcept;
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;
  Exporter& operator=(Exporter&&) = delete;

  /// `http://127.0.0.1:9779/`.
  std::string url() const;
  /// Reads the workspace, configurations and lists anew, as soon as no probe runs. Where one cannot
  /// be read, all stays as it was. From any thread.
  void reload();
  /// Works until it is asked to stop; requests that came before that are answered.
  void run(const std::stop_token& stop);

 private:
  struct State;
  explicit Exporter(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace ampslint::api
