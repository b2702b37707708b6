#include "lsp/outbox.hpp"

#include <fmt/core.h>

#include <utility>

namespace ampslint::lsp {

void Outbox::answer(const Json& id, const Json& result) {
  write_frame({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}}, out_);
}

void Outbox::fail(const Json& id, ErrorCode code, const std::string& why) {
  write_frame({{"jsonrpc", "2.0"},
               {"id", id},
               {"error", {{"code", static_cast<int>(code)}, {"message", why}}}},
              out_);
}

void Outbox::notify(std::string_view method, Json params) {
  write_frame({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}, out_);
}

std::string Outbox::ask(const std::string& method, const Json& params) {
  std::string id = fmt::format("ampslint-{}", ++asked_);
  Json asked{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
  if (!params.is_null()) asked["params"] = params;
  write_frame(asked, out_);
  return id;
}

void Outbox::log(const std::string& words) {
  constexpr int warning = 2;
  notify("window/logMessage", {{"type", warning}, {"message", words}});
}

}  // namespace ampslint::lsp
