#include "probe/resolve.hpp"

#include <netdb.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <cstring>
#include <exception>

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
  std::string host;
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
  const bool failed_before = entry && entry->done && entry->found.list.empty();
  if (entry && !failed_before) return entry;
  entry = std::make_shared<LookUp>();
  entry->host = host;
  unstarted_.push_back(entry);
  const std::shared_ptr<LookUp> made = entry;
  start_more();
  return made;
}

void Resolver::start_more() {
  while (!unstarted_.empty()) {
    try {
      start(unstarted_.front());
    } catch (const std::exception& error) {
      // One that runs will make room for another.
      if (running_ > 0) return;
      finish(*unstarted_.front(), {.list = {}, .failure = error.what()});
    }
    unstarted_.pop_front();
  }
}

void Resolver::start(const std::shared_ptr<LookUp>& look_up) {
  look_up->thread = std::thread([this, io = io_, look_up] {
    Addresses found;
    try {
      found = system_addresses(look_up->host);
    } catch (const std::exception& error) {
      found = {.list = {}, .failure = error.what()};
    }
    // What is posted is run only as long as the resolver is there.
    asio::post(*io, [this, look_up, found = std::move(found)]() mutable {
      look_up->thread.join();
      --running_;
      finish(*look_up, std::move(found));
      start_more();
    });
  });
  ++running_;
}

void Resolver::finish(LookUp& look_up, Addresses found) {
  look_up.found = std::move(found);
  look_up.done = true;
  for (asio::steady_timer* timer : look_up.waiting) timer->cancel();
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
