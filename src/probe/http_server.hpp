#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ampslint/result.hpp"

namespace ampslint {

/// A request that may be answered: GET or HEAD, of an acceptable size, for a host by its own name.
struct HttpRequest {
  std::string path;                           ///< without the query
  std::string query;                          ///< as it stands
  bool from_elsewhere = false;                ///< a browser says that another site's page makes it
  std::chrono::duration<double> patience{0};  ///< how long a scrape may take; 0: it does not say
};

struct HttpAnswer {
  unsigned status = 200;
  std::string_view type = "text/plain; charset=utf-8";
  std::shared_ptr<const std::string> body = {};
};

/// Called once with the answer, from any thread.
using Answering = std::function<void(HttpAnswer)>;
/// Takes a request, and answers now or later.
using HttpHandler = std::function<void(const HttpRequest& request, Answering answer)>;

/// Where a server listens. A host is an address: no name is looked up.
struct ListenAt {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one
};

/// A small server for HTTP/1.1 that a stranger cannot hold up: few connections, short requests, and
/// time limits for each part. On a loopback address, it answers requests for loopback names only:
/// a page from elsewhere whose name leads here (DNS rebinding) gets nothing.
class HttpServer {
 public:
  /// An error where the address cannot be had.
  static Result<std::unique_ptr<HttpServer>> listen(const ListenAt& at, HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// `http://127.0.0.1:9779/`.
  std::string url() const;
  /// Serves until `stop` and the end of what was asked before.
  void run();
  /// Takes no further connection or request; from any thread, also before `run`.
  void stop();

 private:
  struct State;
  explicit HttpServer(std::shared_ptr<State> state) : state_(std::move(state)) {}

  std::shared_ptr<State> state_;
};

/// The value of a parameter in a query, percent-decoded; nothing where it is not there, or there
/// more than once.
std::optional<std::string> parameter_of(std::string_view query, std::string_view name);

}  // namespace ampslint
