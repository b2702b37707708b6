#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace ampslint {

using Seconds = std::chrono::duration<double>;

/// How far a run has come.
struct ProbeProgress {
  std::size_t ready = 0;
  std::size_t finished = 0;
  std::size_t all = 0;
};

enum class TlsVersion : std::uint8_t { v1_1, v1_2, v1_3 };

struct UserAndPassword {
  std::string user;
  std::string password;
};

/// How to probe.
struct ProbeOptions {
  Seconds timeout{10};       ///< for one endpoint, retries included; with `watch`, for everything
  Seconds stage_timeout{5};  ///< for each stage
  std::optional<Seconds> watch = std::nullopt;  ///< again after so long, until all are ready
  std::size_t concurrency = 256;                ///< endpoints at a time
  std::size_t per_host = 16;                    ///< of which at one host
  unsigned retries = 2;
  bool logon = false;
  std::optional<UserAndPassword> credentials = std::nullopt;  ///< for strings that carry none
  /// Hosts that these are for, beside those of strings that a configuration is known to accept, and
  /// of strings given by themselves. Else who adds a string to a file would get them.
  std::vector<std::string> credentials_for = {};
  bool insecure_credentials = false;  ///< also over a plain or unverified channel
  bool insecure = false;              ///< certificates are looked at, but not demanded to be right
  TlsVersion tls_min = TlsVersion::v1_2;
  bool admin = false;                 ///< also read the Admin interfaces of the instances
  std::string only = {};              ///< one connection string, as it is shown; empty: all
  std::string admin_host = {};        ///< where they are that the configuration binds to no address
  std::string ca_file = {};           ///< trusted instead of the system's store
  std::string certificate_file = {};  ///< shown to servers that ask for one
  std::string key_file = {};
  Seconds warn{0};  ///< an endpoint that takes longer is slow; 0: none is
  Seconds crit{0};  ///< one that takes longer is too slow
  std::function<void(const ProbeProgress&)> progress = nullptr;
  /// Called when connecting begins; what it returns ends that early.
  std::function<std::stop_token()> begin = nullptr;
  /// Takes the look-ups of names that the system's resolver has not answered when all else is done;
  /// nothing: the run waits for them.
  std::function<void(std::thread)> late_look_ups = nullptr;
};

}  // namespace ampslint
