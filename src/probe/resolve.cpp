#include "probe/resolve.hpp"

#include <netdb.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <cstring>

namespace ampslint {
namespace {

Addresses system_addresses(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  Addresses found;
  found.error = ::getaddrinfo(host.c_str(), nullptr, &hints, &first);
  for (const addrinfo* at = first; at != nullptr; at = at->ai_next) {
    asio::ip::tcp::endpoint endpoint;
    if (at->ai_addrlen > endpoint.capacity()) continue;
    std::memcpy(endpoint.data(), at->ai_addr, at->ai_addrlen);
    found.list.push_back(endpoint.address());
  }
  if (first != nullptr) ::freeaddrinfo(first);
  return found;
}

}  // namespace

struct Resolver::LookUp {
  std::thread thread;  ///< joined when it is done
  bool done = false;
  Addresses found;
  std::vector<asio::steady_timer*> waiting;
};

Resolver::~Resolver() {
  for (const auto& [host, look_up] : look_ups_) {
    if (!look_up->thread.joinable()) continue;
    if (late_) {
      late_(std::move(look_up->thread));
    } else {
      look_up->thread.join();
    }
  }
}

std::shared_ptr<Resolver::LookUp> Resolver::look_up(const std::string& host) {
  std::shared_ptr<LookUp>& entry = look_ups_[host];
  const bool failed_before = entry && entry->done && entry->found.error != 0;
  if (entry && !failed_before) return entry;
  entry = std::make_shared<LookUp>();
  entry->thread = std::thread([io = io_, look_up = entry, host] {
    Addresses found = system_addresses(host);
    asio::post(*io, [look_up, found = std::move(found)]() mutable {
      look_up->thread.join();
      look_up->found = std::move(found);
      look_up->done = true;
      for (asio::steady_timer* timer : look_up->waiting) timer->cancel();
    });
  });
  return entry;
}

Task<Addresses> Resolver::resolve(std::string host, Clock::time_point limit) {
  const std::shared_ptr<LookUp> entry = look_up(host);
  if (!entry->done) {
    asio::steady_timer timer(*io_, limit);
    entry->waiting.push_back(&timer);
    ErrorCode cancelled;
    co_await timer.async_wait(returning(cancelled));
    std::erase(entry->waiting, &timer);
  }
  Addresses found = entry->found;
  found.timed_out = !entry->done;
  co_return found;
}

}  // namespace ampslint
