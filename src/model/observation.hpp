#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// The stages of a connection, in order. `upgrade` is the HTTP preflight or the WebSocket one.
enum class StageName : std::uint8_t { resolve, connect, tls, upgrade, logon };

inline constexpr std::size_t stage_count = 5;

std::string_view to_string(StageName name);

/// What ended a probe, as the layer saw it that met it. No opinion: rules have those.
enum class Fault : std::uint8_t {
  none,
  not_resolved,      ///< the name has no address
  no_local_address,  ///< the string's `bind` cannot be had
  refused,
  timed_out,  ///< the peer did not answer within the stage's limit
  unreachable,
  no_permission,  ///< a socket file that may not be written
  no_such_file,
  no_socket,    ///< the file at a socket's path is something else
  closed,       ///< the peer closed or reset the connection
  spoke,        ///< the peer sent what the stage does not expect: see `Observation::heard`
  tls_failed,   ///< the handshake, or an alert behind it: see `Observation::reason`
  certificate,  ///< see `TlsSeen::problems`
  http_status,  ///< the upgrade was answered with another status than 101, or with a wrong 101
  withheld,     ///< credentials may not be sent over such a channel
  rejected,     ///< the server answered the logon with a failure
  challenged,   ///< the server answered the logon with a challenge
  other,        ///< any other error of this host's system: see `Observation::reason`
};

inline constexpr std::size_t fault_count = 18;

std::string_view to_string(Fault fault);

/// What a peer turned out to be, where a second look was taken at one that broke off a logon or an
/// upgrade.
enum class Peer : std::uint8_t {
  unknown,
  tls,        ///< it speaks TLS, and was addressed in plain text
  http,       ///< an HTTP server
  websocket,  ///< it takes WebSocket upgrades, and was sent frames
  admin,      ///< the Admin interface of an AMPS server
  proxied,    ///< it answers only behind the header of the PROXY protocol
};

inline constexpr std::size_t peer_count = 6;

std::string_view to_string(Peer peer);

/// One stage as it went. `detail` is for people: an address, a cipher, a status.
struct Stage {
  StageName name = StageName::resolve;
  bool ok = false;
  double milliseconds = 0;
  std::string detail = {};
};

/// Another address of the same name than the one that the client takes.
struct OtherAddress {
  std::string address;
  Fault fault = Fault::none;
};

enum class CertificateProblem : std::uint8_t {
  expired,
  issuer_expired,  ///< one above it in the chain
  not_yet_valid,
  self_signed,
  unknown_issuer,  ///< the issuer was neither sent nor is it trusted
  untrusted_root,  ///< the chain is whole, its root is not trusted
  wrong_name,
  other,
};

inline constexpr std::size_t certificate_problem_count = 8;

std::string_view to_string(CertificateProblem problem);

/// What the TLS handshake showed, however it ended.
/// A certificate above the server's in its chain.
struct IssuerSeen {
  std::string subject;
  std::string expires;  ///< its last day, as `2027-01-31`
  int days_left = 0;    ///< until then; negative when past
};

struct TlsSeen {
  std::string version;  ///< as OpenSSL spells it: `TLSv1.3`; empty: no handshake was completed
  std::string cipher;
  int bits = 0;         ///< of the cipher's key
  std::string subject;  ///< of the server's certificate
  std::string issuer;
  std::string names;            ///< the host names and addresses it is for, with commas
  std::string expires;          ///< its last day, as `2027-01-31`
  int days_left = 0;            ///< until then; negative when past
  std::int64_t expires_at = 0;  ///< the same moment, in seconds since 1970
  std::string wanted;           ///< the name that was asked for
  std::string least;            ///< the oldest TLS version that was offered: `1.2`
  bool verified = false;        ///< problems with the certificate end the probe
  bool demanded = false;        ///< the server asked for a client certificate
  bool presented = false;       ///< and got one
  std::vector<CertificateProblem> problems = {};
  std::optional<IssuerSeen> first_to_expire = {};  ///< of its issuers
};

/// The head of an HTTP answer.
struct HttpSeen {
  unsigned status = 0;
  std::string reason;
  std::string server;     ///< the `Server` header
  std::string via;        ///< the `Via` header
  std::string challenge;  ///< the `WWW-Authenticate` header
  std::string upgrade;    ///< the `Upgrade` header

  /// 101 Switching Protocols.
  bool switches() const { return status == 101; }
  /// A status that only a program in front of another one gives.
  bool is_of_gateway() const { return status >= 502 && status <= 504; }
};

/// The answer to a logon.
struct LogonSeen {
  std::string status;  ///< `success`, `failure`, `retry`
  std::string reason;
  std::string version;            ///< of the server
  bool with_credentials = false;  ///< a password was sent
  bool with_user = false;         ///< a user name was sent
};

/// What a probe of one endpoint saw.
struct Observation {
  std::vector<Stage> stages;  ///< those that were reached, in order
  Fault fault = Fault::none;  ///< why the last of them failed
  std::string reason = {};    ///< the words of the system, of OpenSSL or of the server
  std::string address = {};   ///< that was connected to: `10.0.0.7:9007`, or a socket file
  std::string heard = {};     ///< the first bytes of what the peer sent unasked or unexpected
  Peer peer = Peer::unknown;
  double limit_seconds = 0;  ///< of the stage that timed out
  double warn_seconds = 0;   ///< all stages together ought to take no longer; 0: no limit
  double crit_seconds = 0;   ///< and must take no longer; likewise
  unsigned attempts = 1;
  bool finished = false;  ///< false: the run was interrupted before
  bool logon_wanted = false;
  bool insecure = false;       ///< the certificate was not verified, on demand
  bool not_entrusted = false;  ///< credentials were given that are not known to be for this server
  std::vector<OtherAddress> others = {};
  std::optional<TlsSeen> tls = std::nullopt;
  std::optional<HttpSeen> http = std::nullopt;
  std::optional<LogonSeen> logon = std::nullopt;

  bool ready() const { return finished && fault == Fault::none; }
  /// The stage that failed. Only where one did.
  StageName failed_at() const { return stages.back().name; }
  /// TLS is in force: the handshake was completed.
  bool encrypted() const { return tls && !tls->version.empty(); }
  /// The HTTP preflight or the WebSocket upgrade was accepted.
  bool upgraded() const;
  const Stage* stage(StageName name) const;
  /// The time of all stages together.
  double milliseconds() const;
  /// What came from the server or quotes it: it may repeat what it was sent.
  std::vector<std::string*> heard_texts();
};

struct TransportSeen {
  std::string name;
  std::optional<bool> enabled;  ///< nothing: not enabled
};

struct DestinationSeen {
  std::string name;
  std::optional<bool> connected;
};

/// What the Admin interface of a running instance answered.
struct AdminSeen {
  std::string url;            ///< `http://db1:8085`
  Fault fault = Fault::none;  ///< why it answered nothing
  std::string reason = {};
  std::string version = {};
  std::string name = {};
  std::optional<std::vector<TransportSeen>> transports = std::nullopt;  ///< nothing: not enabled
  std::vector<DestinationSeen> destinations = {};
  std::string configuration = {};  ///< the text of `config.xml`; empty: not known
};

/// The peer's first bytes are a TLS record.
bool is_tls(std::string_view heard);
/// The peer's first bytes are an HTTP answer.
bool is_http(std::string_view heard);
/// It begins with a frame of HTTP/2 for the connection as a whole: SETTINGS or GOAWAY.
bool is_http2(std::string_view heard);
/// The product that greets so, as in "an SSH server"; empty for an unknown one.
std::string_view product_of(std::string_view heard);

}  // namespace ampslint
