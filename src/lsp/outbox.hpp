#pragma once

#include <iosfwd>
#include <string>

#include "lsp/wire.hpp"

namespace ampslint::lsp {

/// What the server says. One thread at a time.
class Outbox {
 public:
  explicit Outbox(std::ostream& out) : out_(out) {}

  void answer(const Json& id, const Json& result);
  void fail(const Json& id, ErrorCode code, const std::string& why);
  void notify(std::string_view method, Json params);
  /// Asks the editor for something; the id of the request.
  std::string ask(const std::string& method, const Json& params);
  void log(const std::string& words);

 private:
  std::ostream& out_;
  std::uint64_t asked_ = 0;
};

}  // namespace ampslint::lsp
