#include "probe/admin.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>

#include "probe/connect.hpp"
#include "probe/http.hpp"
#include "probe/session.hpp"
#include "probe/tls.hpp"

namespace ampslint {
namespace {

using Json = nlohmann::json;

constexpr int deepest = 16;

/// The first text under a key, however deep: the resources nest below `amps` in ways that differ.
std::string text_under(const Json& json, std::string_view key, int depth = 0) {
  if (!json.is_structured() || depth > deepest) return {};
  for (const auto& [name, value] : json.items()) {
    if (json.is_object() && name == key && value.is_string()) return value.get<std::string>();
  }
  for (const Json& value : json) {
    if (std::string text = text_under(value, key, depth + 1); !text.empty()) return text;
  }
  return {};
}

std::optional<bool> flag(const Json& item, const char* key) {
  const auto found = item.find(key);
  if (found == item.end()) return std::nullopt;
  if (found->is_boolean()) return found->get<bool>();
  if (!found->is_string()) return std::nullopt;
  const auto text = found->get<std::string>();
  if (text == "true" || text == "1" || text == "yes") return true;
  if (text == "false" || text == "0" || text == "no") return false;
  return std::nullopt;
}

/// Calls `add(name, item)` for every object that has a name of its own.
template <typename Add>
void each_named(const Json& json, Add add, int depth = 0) {
  if (!json.is_structured() || depth > deepest) return;
  for (const char* key : {"name", "id"}) {
    const auto found = json.is_object() ? json.find(key) : json.end();
    if (found == json.end() || !found->is_string()) continue;
    add(found->get<std::string>(), json);
    return;
  }
  for (const Json& value : json) each_named(value, add, depth + 1);
}

void read_transports(const Json& json, AdminSeen& seen) {
  std::vector<TransportSeen>& transports = seen.transports.emplace();
  each_named(json, [&](std::string name, const Json& item) {
    transports.push_back({.name = std::move(name), .enabled = flag(item, "is_enabled")});
  });
}

void read_destinations(const Json& json, AdminSeen& seen) {
  each_named(json, [&](std::string name, const Json& item) {
    const auto connected = flag(item, "is_connected");
    if (connected) seen.destinations.push_back({std::move(name), connected});
  });
}

struct Answer {
  StageResult step;
  std::string body;
};

/// Asks one Admin interface for one resource after the other, each on a connection of its own.
class Inspection {
 public:
  Inspection(ProbeContext& context, const AdminTarget& endpoint, AdminSeen& seen)
      : context_(context),
        seen_(seen),
        end_(Clock::now() + std::chrono::duration_cast<Clock::duration>(context.options.timeout)) {
    endpoint_.kind = ClientKind::javascript;  // which takes every address of a name in turn
    endpoint_.scheme = endpoint.tls ? Scheme::tcps : Scheme::tcp;
    endpoint_.host = endpoint.host;
    endpoint_.port = endpoint.port;
    endpoint_.http_host = endpoint_.label();
    seen_.url = endpoint.url();
  }

  Task<void> run() {
    try {
      co_await ask_for_all();
    } catch (const std::exception& error) {
      seen_.fault = Fault::other;
      seen_.reason = error.what();
    }
  }

 private:
  Task<void> ask_for_all() {
    for (const std::string_view resource : admin_resources) {
      Answer answer = co_await get(resource);
      if (answer.step.fault == Fault::none) {
        understand(resource, std::move(answer.body), seen_);
      } else if (resource == admin_resources.front()) {
        seen_.fault = answer.step.fault;
        seen_.reason = std::move(answer.step.reason);
        co_return;
      }
    }
  }

  Task<Answer> get(std::string_view resource) {
    Observation scratch;
    Session session(context_, endpoint_, scratch);
    const auto limit = std::chrono::duration_cast<Clock::duration>(context_.options.stage_timeout);
    session.limit = std::min(end_, Clock::now() + limit);
    Answer answer;
    try {
      answer.step = co_await take_stages(session, resource, answer.body);
    } catch (const std::exception& error) {
      // What goes on beside still holds the session.
      answer.step = {.fault = Fault::other, .reason = error.what()};
    }
    co_await finish_others(session);
    co_return answer;
  }

  Task<StageResult> take_stages(Session& session, std::string_view resource, std::string& body) {
    StageResult step;
    step = co_await resolve(session);  // GCC 12 destroys twice what it awaits inside braces
    if (step.fault == Fault::none) step = co_await connect(session);
    if (step.fault == Fault::none && endpoint_.tls()) step = co_await secure(session);
    if (step.fault == Fault::none) {
      session.channel.give_up_at(session.limit);
      step = co_await fetch_admin(session.channel, endpoint_, resource, body);
    }
    co_return step;
  }

  ProbeContext& context_;
  AdminSeen& seen_;
  Clock::time_point end_;
  Endpoint endpoint_;
};

}  // namespace

void understand(std::string_view resource, std::string body, AdminSeen& seen) {
  if (resource == "config.xml") {
    seen.configuration = std::move(body);
    return;
  }
  const Json json = Json::parse(body, nullptr, false);
  if (json.is_discarded()) return;
  if (resource == "version.json") seen.version = text_under(json, "version");
  if (resource == "name.json") seen.name = text_under(json, "name");
  if (resource == "transports.json") read_transports(json, seen);
  if (resource == "replication.json") read_destinations(json, seen);
}

std::string AdminTarget::url() const {
  const bool v6 = host.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", tls ? "https" : "http", v6 ? "[" : "", host, v6 ? "]" : "",
                     port);
}

Result<std::vector<AdminSeen>> inspect_all(const std::vector<AdminTarget>& endpoints,
                                           const ProbeOptions& options) {
  if (endpoints.empty()) return {};
  asio::ssl::context tls(asio::ssl::context::tls_client);
  const bool verifies = std::ranges::any_of(endpoints, &AdminTarget::tls);
  if (auto prepared = prepare(tls, options, verifies); !prepared) {
    return tl::unexpected(prepared.error());
  }
  const auto io = std::make_shared<asio::io_context>(1);
  Resolver resolver(io, options.late_look_ups);
  ProbeContext context{
      .io = *io, .tls = tls, .resolver = resolver, .options = options, .settling = {}};
  std::vector<AdminSeen> seen(endpoints.size());
  std::vector<std::unique_ptr<Inspection>> inspections;
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    inspections.push_back(std::make_unique<Inspection>(context, endpoints[i], seen[i]));
    asio::co_spawn(*io, inspections.back()->run(), asio::detached);
  }
  const std::stop_callback stop(begun(options), [&] { io->stop(); });
  io->run();
  return seen;
}

}  // namespace ampslint
