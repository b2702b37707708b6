// Any bytes as what a server answers, to every stage of a probe; and what the rules say of that.
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>

#include "input.hpp"
#include "probe/admin.hpp"
#include "probe/connect.hpp"
#include "probe/logon.hpp"
#include "probe/session.hpp"
#include "probe/tls.hpp"

namespace {

using namespace ampslint;

/// A stage, and the connection string whose client takes it.
struct Talk {
  const char* client;
  Task<StageResult> (*stage)(Session&);
  StageName name;
};

constexpr Talk talks[] = {
    {"tcp://127.0.0.1:9007/amps/json", log_on, StageName::logon},
    {"tcp://127.0.0.1:9007/nvfix", log_on, StageName::logon},
    {"tcp://127.0.0.1:9007/xml", log_on, StageName::logon},
    {"tcp://127.0.0.1:9007/amps/json?compression=zlib", log_on, StageName::logon},
    {"tcp://127.0.0.1:9007/amps/json?http_preflight=true", upgrade, StageName::upgrade},
    {"ws://127.0.0.1:9007/amps/json", upgrade, StageName::upgrade},
    {"tcps://127.0.0.1:9007/amps/json", secure, StageName::tls},
};

/// The peer has said all before the stage begins, and then hangs up.
bool prepare_peer(Channel& channel, std::string_view bytes) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return false;
  const bool sent = ::send(ends[1], bytes.data(), bytes.size(), MSG_DONTWAIT) ==
                    static_cast<ssize_t>(bytes.size());
  ::shutdown(ends[1], SHUT_WR);
  channel.socket().assign(asio::generic::stream_protocol(AF_UNIX, 0), ends[0]);
  static int peer = -1;  // stays open until the next one, as what the probe sends needs a reader
  if (peer >= 0) ::close(peer);
  peer = ends[1];
  return sent;
}

Observation heard_by(const Talk& talk, const ConnectionString& client, std::string_view bytes) {
  static asio::ssl::context tls(asio::ssl::context::tls_client);
  ProbeOptions options;
  options.logon = true;
  const auto io = std::make_shared<asio::io_context>(1);
  Resolver resolver(io);
  ProbeContext context{
      .io = *io, .tls = tls, .resolver = resolver, .options = options, .settling = {}};
  Observation seen;
  const Endpoint target = *endpoint_of(client, std::nullopt);
  Session session(context, target, seen);
  session.limit = Clock::now() + std::chrono::seconds(1);
  if (!prepare_peer(session.channel, bytes)) return seen;
  StageResult step;
  bool over = false;
  asio::co_spawn(*io, talk.stage(session),
                 [&](const std::exception_ptr& thrown, StageResult ended) {
                   fuzz::demand(thrown == nullptr);
                   step = std::move(ended);
                   over = true;
                   io->stop();  // the stage's limit is still set
                 });
  io->run_for(std::chrono::seconds(5));
  fuzz::demand(over);
  seen.stages = {{.name = StageName::connect, .ok = true},
                 {.name = talk.name, .ok = step.fault == Fault::none, .detail = step.detail}};
  seen.fault = step.fault;
  seen.reason = step.reason;
  seen.finished = true;
  return seen;
}

AdminSeen reported(std::string_view bytes) {
  AdminSeen admin{.url = "http://127.0.0.1:8085"};
  for (const std::string_view resource : admin_resources) {
    understand(resource, std::string(bytes), admin);
  }
  return admin;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = fuzz::text_of(data, size).substr(1);
  const Talk& talk = talks[data[0] % std::size(talks)];
  const ConnectionString client =
      read_connection_string({.value = talk.client, .where = {}, .pieces = {}}, {});
  static const fuzz::InputFile configuration("server.xml", R"(<AMPSConfig><Name>fuzz</Name>
    <Admin><InetAddr>8085</InetAddr></Admin><Transports>
    <Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    </Transports></AMPSConfig>)");
  Request request;
  request.paths = {configuration.path()};
  request.clients = {talk.client};
  const Result<LintResult> result =
      check_observed(request, {heard_by(talk, client, bytes)}, reported(bytes));
  fuzz::demand(result.has_value());
  fuzz::report_some(*result, size);
  return 0;
}
