#pragma once

#include <boost/asio/ip/address.hpp>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "probe/channel.hpp"

namespace ampslint {

/// The addresses of a name, in the system's order; none where `error` (of `getaddrinfo`) says why.
struct Addresses {
  std::vector<asio::ip::address> list;
  int error = 0;
  std::string failure = {};  ///< why it could not be looked up at all
  bool timed_out = false;
};

/// Looks names up as the system does, each once. The system's resolver can only wait, so that each
/// look-up has a thread of its own: a slow name delays no other. Where the system gives no more
/// threads, names wait for those that there are.
class Resolver {
 public:
  /// `late`: takes the look-ups that are not done at the end; nothing: they are waited for.
  explicit Resolver(std::shared_ptr<asio::io_context> io,
                    std::function<void(std::thread)> late = nullptr)
      : io_(std::move(io)), late_(std::move(late)) {}
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  Task<Addresses> resolve(std::string host, Clock::time_point limit);

 private:
  struct LookUp;

  std::shared_ptr<LookUp> look_up(const std::string& host);
  /// Starts as many of those that wait as there can be threads for.
  void start_more();
  void start(const std::shared_ptr<LookUp>& look_up);
  static void finish(LookUp& look_up, Addresses found);

  std::shared_ptr<asio::io_context> io_;  ///< shared with look-ups that outlive the run
  std::function<void(std::thread)> late_;
  std::map<std::string, std::shared_ptr<LookUp>> look_ups_;
  std::deque<std::shared_ptr<LookUp>> unstarted_;
  std::size_t running_ = 0;
};

}  // namespace ampslint
