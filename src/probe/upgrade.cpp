#include "probe/upgrade.hpp"

#include <fmt/core.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

namespace ampslint {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

std::string text_of(const http::response_header<>& answer, http::field field) {
  return std::string(answer[field]);
}

}  // namespace

Step check_answer(const Channel& channel, const http::response_header<>& answer,
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

Step no_answer(const Channel& channel, const ErrorCode& error, Observation& seen) {
  seen.heard = channel.heard();
  if (error.category() == http::make_error_code(http::error::end_of_stream).category()) {
    const bool ended = error == http::error::end_of_stream || error == http::error::partial_message;
    return {.fault = ended ? Fault::closed : Fault::spoke, .reason = error.message()};
  }
  return failed(channel, error);
}

Task<Step> ask(Channel& channel, std::string request, Observation& seen) {
  channel.hear_anew();
  ErrorCode error = co_await channel.write(request);
  beast::flat_buffer buffer;
  http::response_parser<http::empty_body> parser;
  if (!error) co_await http::async_read_header(channel, buffer, parser, returning(error));
  if (error) co_return no_answer(channel, error, seen);
  co_return check_answer(channel, parser.get().base(), seen);
}

Task<Step> send_preflight(Channel& channel, const Target& target, Observation& seen) {
  return ask(
      channel,
      fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: upgrade\r\nUpgrade: {}\r\n\r\n",
                  target.path, target.http_host, target.tls() ? "tcps" : "tcp"),
      seen);
}

}  // namespace ampslint
