#include "probe/http_server.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <charconv>
#include <exception>
#include <set>

#include "base/ascii.hpp"
#include "model/address.hpp"
#include "model/clients/percent.hpp"
#include "probe/channel.hpp"

namespace ampslint {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::size_t most_connections = 64;
constexpr std::uint32_t most_head = 8U << 10U;  ///< bytes of a request
constexpr std::chrono::seconds time_for_head{5};
constexpr std::chrono::seconds time_idle{75};  ///< longer than a usual interval between two scrapes
constexpr std::chrono::seconds time_for_answer{30};
constexpr std::chrono::seconds time_to_write{20};
constexpr std::chrono::seconds time_to_drain{5};
constexpr std::chrono::milliseconds pause_without_descriptors{200};

using ServedRequest = http::request<http::empty_body>;

/// Whether a `Host` header, which may have a port, names this machine to itself.
bool is_own_name(std::string_view host) {
  std::string_view name = host.substr(0, host.starts_with('[') ? host.find(']') : host.find(':'));
  if (name.starts_with('[')) name.remove_prefix(1);
  const std::optional<IpAddress> ip = parse_ip(name);
  return ip ? ip->is_loopback() : equal_ignoring_case(name, "localhost");
}

std::chrono::duration<double> patience_of(const std::string& text) {
  constexpr double most = 3600;
  double seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool fine = read.ec == std::errc() && seconds > 0 && seconds < most;
  return std::chrono::duration<double>(fine ? seconds : 0);
}

HttpRequest request_of(const ServedRequest& request) {
  const std::string target(request.target());
  const std::size_t mark = target.find('?');
  const std::string site(request["Sec-Fetch-Site"]);
  return {.path = target.substr(0, mark),
          .query = mark == std::string::npos ? "" : target.substr(mark + 1),
          .from_elsewhere = site == "cross-site" || site == "same-site",
          .patience = patience_of(std::string(request["X-Prometheus-Scrape-Timeout-Seconds"]))};
}

HttpAnswer words_alone(unsigned status, std::string words) {
  words += '\n';
  return {.status = status, .body = std::make_shared<const std::string>(std::move(words))};
}

std::string head_of(const HttpAnswer& answer, std::size_t size, bool keep) {
  return fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}Cache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n"
      "Connection: {}\r\n\r\n",
      answer.status, std::string(http::obsolete_reason(static_cast<http::status>(answer.status))),
      answer.type, size, answer.status == 405 ? "Allow: GET, HEAD\r\n" : "",
      keep ? "keep-alive" : "close");
}

}  // namespace

/// What the server's connections share; all in its one thread, but for `stop_wanted`.
struct HttpServer::State : std::enable_shared_from_this<State> {
  explicit State(HttpHandler given)
      : io(1), acceptor(io), room(io), drained(io), handler(std::move(given)) {}

  struct Connection {
    explicit Connection(tcp::socket socket) : stream(std::move(socket)) {}

    beast::tcp_stream stream;
    beast::flat_buffer buffer{most_head * 2};
    bool waits = true;  ///< for a request
  };

  /// An answer that may come from another thread.
  struct Pending {
    explicit Pending(asio::io_context& io) : arrived(io) {}

    asio::steady_timer arrived;
    std::optional<HttpAnswer> answer;
  };

  Task<void> accept_all();
  Task<void> serve(std::shared_ptr<Connection> connection);
  Task<bool> serve_one(Connection& connection, bool first);
  Task<HttpAnswer> answer_to(const ServedRequest& request);
  Task<bool> write(Connection& connection, const HttpAnswer& answer, bool keep, bool with_body);
  std::optional<HttpAnswer> refusal_of(const ServedRequest& request, bool whole) const;
  void begin_to_drain();
  void leave(const std::shared_ptr<Connection>& connection);

  asio::io_context io;
  tcp::acceptor acceptor;
  asio::steady_timer room;     ///< cancelled when a connection ends
  asio::steady_timer drained;  ///< when what is left is given up
  HttpHandler handler;
  std::set<std::shared_ptr<Connection>> open;
  std::string url;
  bool loopback = true;
  bool draining = false;
};

std::optional<HttpAnswer> HttpServer::State::refusal_of(const ServedRequest& request,
                                                        bool whole) const {
  if (!whole) return words_alone(413, "a request has no body here");
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    return words_alone(405, "only GET and HEAD");
  }
  const std::string host(request[http::field::host]);
  if (host.empty()) return words_alone(400, "no Host");
  if (loopback && !is_own_name(host)) return words_alone(421, "not a name of this server");
  if (!std::string(request.target()).starts_with('/')) return words_alone(400, "not a path");
  return std::nullopt;
}

Task<HttpAnswer> HttpServer::State::answer_to(const ServedRequest& request) {
  const HttpRequest asked = request_of(request);
  const auto pending = std::make_shared<Pending>(io);
  const bool limited = asked.patience.count() > 0;
  // The scrape gets its answer a little before it gives up.
  const auto patience = limited ? std::chrono::duration_cast<Clock::duration>(asked.patience * 0.95)
                                : Clock::duration(time_for_answer);
  pending->arrived.expires_after(patience);
  // Another thread may keep this for longer than the server is there.
  const Answering take = [awaited = std::weak_ptr(pending),
                          state = weak_from_this()](HttpAnswer answer) {
    const auto server = state.lock();
    if (!server) return;
    asio::post(server->io, [awaited, answer = std::move(answer)]() mutable {
      const auto still_awaited = awaited.lock();
      if (!still_awaited) return;
      still_awaited->answer = std::move(answer);
      still_awaited->arrived.cancel();
    });
  };
  try {
    handler(asked, take);
  } catch (const std::exception&) {
    co_return words_alone(500, "this could not be answered");
  }
  ErrorCode cancelled;
  co_await pending->arrived.async_wait(returning(cancelled));
  if (pending->answer) co_return std::move(*pending->answer);
  co_return words_alone(503, "no answer in time");
}

Task<bool> HttpServer::State::write(Connection& connection, const HttpAnswer& answer, bool keep,
                                    bool with_body) {
  const std::size_t size = answer.body ? answer.body->size() : 0;
  const std::string head = head_of(answer, size, keep);
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), with_body && answer.body
                                                                        ? asio::buffer(*answer.body)
                                                                        : asio::const_buffer()};
  connection.stream.expires_after(time_to_write);
  ErrorCode error;
  co_await asio::async_write(connection.stream, parts, returning(error));
  co_return !error && keep;
}

/// Whether another request may follow.
Task<bool> HttpServer::State::serve_one(Connection& connection, bool first) {
  if (draining) co_return false;
  connection.waits = true;
  http::request_parser<http::empty_body> parser;
  parser.header_limit(most_head);
  parser.body_limit(0);
  ErrorCode error;
  if (!first && connection.buffer.size() == 0) {
    // Between two requests there may be a pause, within one there may not.
    connection.stream.expires_after(time_idle);
    const auto part = connection.buffer.prepare(1024);
    const std::size_t got = co_await connection.stream.async_read_some(part, returning(error));
    if (error) co_return false;
    connection.buffer.commit(got);
  }
  connection.stream.expires_after(time_for_head);
  co_await http::async_read_header(connection.stream, connection.buffer, parser, returning(error));
  connection.waits = false;
  const bool ended = error == http::error::end_of_stream || error == beast::error::timeout;
  if (ended || (error && error.category() == asio::error::get_system_category())) co_return false;
  if (error) {
    const bool large = error == http::error::header_limit || error == http::error::buffer_overflow;
    const HttpAnswer answer =
        words_alone(large ? 431 : 400, "not a request that is understood here");
    co_await write(connection, answer, false, true);
    co_return false;
  }
  const ServedRequest& request = parser.get();
  std::optional<HttpAnswer> answer = refusal_of(request, parser.is_done());
  const bool refused = answer.has_value();
  connection.stream.expires_never();
  if (!refused) answer = co_await answer_to(request);
  const bool keep = !refused && !draining && request.keep_alive();
  const bool with_body = request.method() != http::verb::head;
  const bool more = co_await write(connection, *answer, keep, with_body);
  co_return more;
}

Task<void> HttpServer::State::serve(std::shared_ptr<Connection> connection) {
  try {
    bool more = co_await serve_one(*connection, true);
    while (more && !draining) more = co_await serve_one(*connection, false);
  } catch (const std::exception&) {
    // No memory, for one: this connection ends, and no other.
  }
  ErrorCode ignored;
  connection->stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
  connection->stream.close();
  leave(connection);
}

void HttpServer::State::leave(const std::shared_ptr<Connection>& connection) {
  open.erase(connection);
  room.cancel();
  if (draining && open.empty()) drained.cancel();
}

Task<void> HttpServer::State::accept_all() {
  while (!draining) {
    ErrorCode error;
    if (open.size() >= most_connections) {
      room.expires_after(time_for_head);
      co_await room.async_wait(returning(error));
      continue;
    }
    tcp::socket socket(io);
    co_await acceptor.async_accept(socket, returning(error));
    if (draining) co_return;
    if (error) {
      room.expires_after(pause_without_descriptors);
      co_await room.async_wait(returning(error));
      continue;
    }
    try {
      const auto connection = std::make_shared<Connection>(std::move(socket));
      open.insert(connection);
      asio::co_spawn(io, serve(connection), asio::detached);
    } catch (const std::exception&) {
      // No memory: the connection is closed.
    }
  }
}

void HttpServer::State::begin_to_drain() {
  if (std::exchange(draining, true)) return;
  ErrorCode ignored;
  acceptor.close(ignored);
  room.cancel();
  for (const auto& connection : open) {
    if (connection->waits) connection->stream.cancel();
  }
  if (open.empty()) return;
  drained.expires_after(time_to_drain);
  drained.async_wait([this](ErrorCode cancelled) {
    if (!cancelled) io.stop();
  });
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const ListenAt& at, HttpHandler handler) {
  const std::string what = fmt::format("cannot listen on {}, port {}", at.host, at.port);
  ErrorCode error;
  const asio::ip::address address = asio::ip::make_address(at.host, error);
  auto state = std::make_shared<State>(std::move(handler));
  const tcp::endpoint endpoint(address, at.port);
  if (!error) state->acceptor.open(endpoint.protocol(), error);
  if (!error) state->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) state->acceptor.bind(endpoint, error);
  if (!error) state->acceptor.listen(tcp::socket::max_listen_connections, error);
  const std::uint16_t port = error ? 0 : state->acceptor.local_endpoint(error).port();
  if (error) return tl::unexpected(Error{.what = fmt::format("{}: {}", what, error.message())});
  state->loopback = address.is_loopback();
  state->url = fmt::format("http://{}{}{}:{}/", address.is_v6() ? "[" : "", address.to_string(),
                           address.is_v6() ? "]" : "", port);
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::~HttpServer() = default;

std::string HttpServer::url() const { return state_->url; }

void HttpServer::run() {
  asio::co_spawn(state_->io, state_->accept_all(), asio::detached);
  state_->io.run();
}

void HttpServer::stop() {
  asio::post(state_->io, [state = state_.get()] { state->begin_to_drain(); });
}

std::optional<std::string> parameter_of(std::string_view query, std::string_view name) {
  std::optional<std::string> found;
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || part.substr(0, equals) != name) continue;
    if (found) return std::nullopt;
    found = unescape(part.substr(equals + 1), ' ');
    if (!found) return std::nullopt;
  }
  return found;
}

}  // namespace ampslint
