#include "probe/http.hpp"

#include <fmt/core.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <sstream>

namespace ampslint {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

/// Of a configuration, and of what is JSON, which takes many times its size to read.
constexpr std::uint64_t most_bytes = 16U << 20U;
constexpr std::uint64_t most_json = 2U << 20U;
constexpr unsigned http_1_1 = 11;

/// In one piece, so that it goes out in one record of TLS.
std::string admin_request(const Endpoint& endpoint, std::string_view resource) {
  http::request<http::empty_body> request(http::verb::get,
                                          fmt::format("/amps/instance/{}", resource), http_1_1);
  request.set(http::field::host, endpoint.http_host);
  request.set(http::field::connection, "close");
  std::ostringstream bytes;
  bytes << request;
  return bytes.str();
}

std::string text_of(const http::response_header<>& answer, http::field field) {
  return std::string(answer[field]);
}

/// Sends a request as it stands, and keeps the head of the answer; a success for 101 only.
Task<StageResult> ask(Channel& channel, std::string request, Observation& seen) {
  channel.hear_anew();
  ErrorCode error = co_await channel.write(request);
  beast::flat_buffer buffer;
  http::response_parser<http::empty_body> parser;
  if (!error) co_await http::async_read_header(channel, buffer, parser, returning(error));
  if (error) co_return no_answer(channel, error, seen);
  co_return check_answer(channel, parser.get().base(), seen);
}

}  // namespace

StageResult check_answer(const Channel& channel, const http::response_header<>& answer,
                         Observation& seen) {
  seen.http = {.status = answer.result_int(),
               .reason = std::string(answer.reason()),
               .server = text_of(answer, http::field::server),
               .via = text_of(answer, http::field::via),
               .challenge = text_of(answer, http::field::www_authenticate),
               .upgrade = text_of(answer, http::field::upgrade)};
  std::string line = fmt::format("{} {}", seen.http->status, seen.http->reason);
  if (answer.result() == http::status::switching_protocols) return {.detail = std::move(line)};
  // What the answer says in so many words: that TLS is wanted, for one.
  seen.heard = channel.heard();
  return {.fault = Fault::http_status, .reason = std::move(line)};
}

StageResult no_answer(const Channel& channel, const ErrorCode& error, Observation& seen) {
  seen.heard = channel.heard();
  if (error.category() == http::make_error_code(http::error::end_of_stream).category()) {
    const bool ended = error == http::error::end_of_stream || error == http::error::partial_message;
    return {.fault = ended ? Fault::closed : Fault::spoke, .reason = error.message()};
  }
  return failed(channel, error);
}

StageResult not_requested() {
  return {.fault = Fault::other,
          .reason = "the path may change the server, or end the request early: it was not sent"};
}

Task<StageResult> send_preflight(Channel& channel, const Endpoint& endpoint, Observation& seen) {
  if (!may_be_requested(endpoint.path)) co_return not_requested();
  co_return co_await ask(
      channel,
      fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: upgrade\r\nUpgrade: {}\r\n\r\n",
                  endpoint.path, endpoint.http_host, endpoint.tls() ? "tcps" : "tcp"),
      seen);
}

Task<StageResult> ask_admin(Channel& channel, const Endpoint& endpoint, Observation& seen) {
  return ask(channel, admin_request(endpoint, "name"), seen);
}

Task<StageResult> fetch_admin(Channel& channel, const Endpoint& endpoint, std::string_view resource,
                              std::string& body) {
  const std::string request = admin_request(endpoint, resource);
  ErrorCode error = co_await channel.write(request);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(resource.ends_with(".json") ? most_json : most_bytes);
  if (!error) co_await http::async_read(channel, buffer, parser, returning(error));
  if (error) co_return failed(channel, error);
  const auto& answer = parser.get();
  if (answer.result() != http::status::ok) {
    co_return StageResult{
        .fault = Fault::http_status,
        .reason = fmt::format("{} {}", answer.result_int(), std::string(answer.reason()))};
  }
  body = answer.body();
  co_return StageResult{};
}

}  // namespace ampslint
