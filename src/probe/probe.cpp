#include "probe/probe.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <set>

#include "probe/probe_endpoint.hpp"
#include "probe/tls.hpp"

namespace ampslint {
namespace {

using std::chrono::duration_cast;

/// Listening to silent peers costs a whole run about this long, and one endpoint no more.
constexpr std::chrono::milliseconds settling_together{150};
constexpr std::chrono::milliseconds settling_least{1};

std::size_t divided_up(std::size_t number, std::size_t by) { return (number + by - 1) / by; }

Clock::duration duration_of(Seconds seconds) { return duration_cast<Clock::duration>(seconds); }

/// Starts endpoints in their order, no more at a time than allowed, at one host and in all.
class Run {
 public:
  Run(const std::vector<Endpoint>& endpoints, const ProbeOptions& options, asio::io_context& io,
      asio::ssl::context& tls, Resolver& resolver, Probes& probes)
      : endpoints_(endpoints),
        options_(options),
        probes_(probes),
        context_{.io = io, .tls = tls, .resolver = resolver, .options = options, .settling = {}},
        timer_(io) {}

  /// Probes the endpoints of these indices, to be done at `end` at the latest.
  Task<void> probe_all_of(const std::vector<std::size_t>& indices, Clock::time_point end) {
    end_ = end;
    left_ = indices.size();
    progress_ = {.ready = endpoints_.size() - left_,
                 .finished = endpoints_.size() - left_,
                 .all = endpoints_.size()};
    for (const std::size_t index : indices) hosts_[endpoints_[index].host].waiting.push_back(index);
    std::size_t rounds = divided_up(left_, options_.concurrency);
    for (auto& [name, host] : hosts_) {
      rounds = std::max(rounds, divided_up(host.waiting.size(), options_.per_host));
      reopen(host);
    }
    context_.settling = std::max<Clock::duration>(settling_least, settling_together / rounds);
    start_more();
    while (left_ > 0) co_await pause(std::chrono::hours(1));
  }

  Task<void> pause(Clock::duration time) {
    timer_.expires_after(time);
    ErrorCode cancelled;
    co_await timer_.async_wait(returning(cancelled));
  }

 private:
  struct Host {
    std::deque<std::size_t> waiting;
    std::size_t busy = 0;
  };

  void start_more() {
    while (busy_ < options_.concurrency && !open_.empty()) {
      const auto [index, host] = *open_.begin();
      open_.erase(open_.begin());
      host->waiting.pop_front();
      ++busy_;
      ++host->busy;
      reopen(*host);
      try {
        asio::co_spawn(context_.io, probe(index, *host), asio::detached);
      } catch (const std::exception& error) {
        fail(error, probes_.seen[index]);
        --busy_;
        --host->busy;
        reopen(*host);
        count(probes_.seen[index]);
      }
    }
  }

  void reopen(Host& host) {
    if (!host.waiting.empty() && host.busy < options_.per_host) {
      open_.insert({host.waiting.front(), &host});
    }
  }

  Task<void> probe(std::size_t index, Host& host) {
    const auto holds_place = std::make_shared<bool>(true);
    const auto leave = [this, &host, holds_place] {
      if (!std::exchange(*holds_place, false)) return;
      --host.busy;
      reopen(host);
      start_more();
    };
    // What an earlier round saw stays known until this one has seen all.
    Observation& known = probes_.seen[index];
    Observation again;
    Observation& seen = known.finished ? again : known;
    const auto limit = std::min(end_, Clock::now() + duration_of(options_.timeout));
    try {
      co_await probe_endpoint(context_, endpoints_[index], limit, seen, leave);
    } catch (const std::exception& error) {
      fail(error, seen);
    }
    if (&seen == &again) known = std::move(again);
    --busy_;
    leave();
    start_more();
    count(known);
  }

  static void fail(const std::exception& error, Observation& seen) {
    seen.fault = Fault::other;
    seen.reason = error.what();
    seen.finished = true;
  }

  void count(const Observation& known) {
    ++progress_.finished;
    if (known.ready()) ++progress_.ready;
    if (options_.progress) options_.progress(progress_);
    if (--left_ == 0) timer_.cancel();
  }

  const std::vector<Endpoint>& endpoints_;
  const ProbeOptions& options_;
  Probes& probes_;
  ProbeContext context_;
  asio::steady_timer timer_;
  Clock::time_point end_;
  std::size_t left_ = 0;
  std::map<std::string, Host> hosts_;
  std::set<std::pair<std::size_t, Host*>> open_;  ///< hosts with room, by their next endpoint
  std::size_t busy_ = 0;
  ProbeProgress progress_;
};

std::vector<std::size_t> not_ready(const Probes& probes) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < probes.seen.size(); ++i) {
    if (!probes.seen[i].ready()) indices.push_back(i);
  }
  return indices;
}

Task<void> run_rounds(Run& run, const ProbeOptions& options, Probes& probes) {
  const auto end = options.watch ? Clock::now() + duration_of(options.timeout)  //
                                 : Clock::time_point::max();
  for (std::vector<std::size_t> left = not_ready(probes); !left.empty();) {
    co_await run.probe_all_of(left, end);
    left = not_ready(probes);
    if (!options.watch || Clock::now() + duration_of(*options.watch) >= end) break;
    if (!left.empty()) co_await run.pause(duration_of(*options.watch));
  }
}

}  // namespace

Result<Probes> probe_all(const std::vector<Endpoint>& endpoints, const ProbeOptions& options) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  const bool verifies = std::ranges::any_of(endpoints, &Endpoint::tls);
  if (auto prepared = prepare(tls, options, verifies); !prepared) {
    return tl::unexpected(prepared.error());
  }
  // Shared with look-ups that still wait for the system's resolver when all else is done.
  const auto io = std::make_shared<asio::io_context>(1);
  Resolver resolver(io, options.late_look_ups);
  Probes probes;
  probes.seen.resize(endpoints.size());
  Run run(endpoints, options, *io, tls, resolver, probes);
  probes.interrupted = true;
  asio::co_spawn(*io, run_rounds(run, options, probes),
                 [&](const std::exception_ptr&) { probes.interrupted = false; });
  const std::stop_callback stop(begun(options), [&] { io->stop(); });
  io->run();
  return probes;
}

}  // namespace ampslint
