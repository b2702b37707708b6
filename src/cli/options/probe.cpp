#include "cli/options/probe.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "cli/describe/choices.hpp"
#include "cli/options/usage.hpp"

namespace ampslint {
namespace {

using NamedTls = std::pair<std::string_view, TlsVersion>;
constexpr NamedTls tls_versions[] = {
    {"1.1", TlsVersion::v1_1}, {"1.2", TlsVersion::v1_2}, {"1.3", TlsVersion::v1_3}};

void add_seconds(CLI::App* command, const std::string& name, double& seconds,
                 const std::string& help) {
  command->add_option(name, seconds, help)->type_name("SECONDS");
}

void add_admin(CLI::App* command, ProbeOptions& options) {
  command->add_flag(
      "--admin", options.admin,
      "Also read the instances' Admin interfaces: version, transports, configuration");
  command
      ->add_option("--admin-host", options.admin_host,
                   "Their host, where the configuration does not bind them to an address")
      ->type_name("HOST");
}

void add_limits(CLI::App* command, ProbeOptions& options, RawProbe& raw) {
  add_seconds(command, "--timeout", raw.timeout,
              "Time limit for one endpoint, with all stages and retries; with --watch, for the "
              "whole run (default: 10)");
  add_seconds(command, "--stage-timeout", raw.stage_timeout,
              "Time limit for each stage (default: 5)");
  command
      ->add_option("--concurrency", options.concurrency,
                   "Endpoints probed at the same time, at most 16 per host (default: 256)")
      ->type_name("NUMBER");
  command
      ->add_option("--retries", options.retries,
                   "Further attempts after a temporary failure, with growing pauses (default: 2)")
      ->type_name("NUMBER");
  add_seconds(command, "--watch", raw.watch,
              "Repeat after this time, until all are ready or --timeout has passed");
  add_seconds(command, "--warn", raw.warn, "Report a warning for endpoints that take longer");
  add_seconds(command, "--crit", raw.crit, "Report an error for endpoints that take longer");
}

void add_trust(CLI::App* command, ProbeOptions& options, RawProbe& raw) {
  command->add_option("--ca", options.ca_file, "Trust these certificates instead of the system's")
      ->type_name("FILE");
  command->add_flag("--insecure", options.insecure,
                    "Continue when a certificate cannot be verified");
  command->add_option("--cert", options.certificate_file, "A client certificate in PEM format")
      ->type_name("FILE");
  command
      ->add_option("--key", options.key_file, "Its key in PEM format (default: the file of --cert)")
      ->type_name("FILE");
  command
      ->add_option("--tls-min", raw.tls_min,
                   "The lowest TLS version: " + either(tls_version_names()) + " (default: 1.2)")
      ->type_name("TLS");
}

void add_logon(CLI::App* command, ProbeOptions& options, RawProbe& raw) {
  command->add_flag("--logon", options.logon, "Also log on, under a random client name");
  command
      ->add_option("--credentials-env", raw.credentials_variable,
                   "An environment variable with USER:PASSWORD, for strings without a user")
      ->type_name("VARIABLE");
  command
      ->add_option("--credentials-file", raw.credentials_file,
                   "A file whose first line is USER:PASSWORD, for strings without a user")
      ->type_name("FILE");
  command
      ->add_option("--credentials-for", options.credentials_for,
                   "A host that they are for, beside those of -c and of strings found compatible")
      ->allow_extra_args(false)
      ->type_name("HOST");
  command->add_flag("--allow-insecure-credentials", options.insecure_credentials,
                    "Also send credentials over plain and unverified connections");
}

/// What a run that never ends has no use for.
constexpr const char* refused_with_serve[] = {
    "--watch",           "--list",       "--format",
    "--statistics",      "--show-files", "--show-settings",
    "--show-suppressed", "--fail-on",    "--stdin-filename"};

UserAndPassword split(const std::string& text, const std::string& from) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0) {
    throw UsageError{fmt::format("expected USER:PASSWORD in {}", from)};
  }
  return {.user = text.substr(0, colon), .password = text.substr(colon + 1)};
}

std::optional<UserAndPassword> read_credentials(const RawProbe& raw) {
  const std::string& name = raw.credentials_variable;
  if (!name.empty() && !raw.credentials_file.empty()) {
    throw UsageError{"'--credentials-env' and '--credentials-file' cannot be used together"};
  }
  if (!name.empty()) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) {
      throw UsageError{fmt::format("no environment variable is called '{}'", name)};
    }
    return split(value, fmt::format("the environment variable '{}'", name));
  }
  if (raw.credentials_file.empty()) return std::nullopt;
  std::ifstream in(raw.credentials_file);
  std::string line;
  const std::string file = fmt::format("'{}'", raw.credentials_file);
  if (!std::getline(in, line)) throw UsageError{fmt::format("cannot read {}", file)};
  if (line.ends_with('\r')) line.pop_back();
  return split(line, fmt::format("the first line of {}", file));
}

Seconds seconds(double number, const char* option) {
  constexpr double most = 1e6;
  if (number > 0 && number <= most) return Seconds(number);
  throw UsageError{fmt::format("'{}' needs a positive number of seconds", option)};
}

TlsVersion tls_version(const std::string& text) {
  const auto* found = std::ranges::find(tls_versions, text, &NamedTls::first);
  if (found != std::end(tls_versions)) return found->second;
  throw UsageError{fmt::format("unknown TLS version '{}' (one of {})", text,
                               fmt::join(tls_version_names(), ", "))};
}

}  // namespace

std::vector<std::string> tls_version_names() {
  std::vector<std::string> names;
  for (const auto& [name, version] : tls_versions) names.emplace_back(name);
  return names;
}

void add_probe_options(CLI::App* command, ProbeOptions& options, RawProbe& raw) {
  add_logon(command, options, raw);
  add_trust(command, options, raw);
  add_admin(command, options);
  add_limits(command, options, raw);
}

void understand(const RawProbe& raw, ProbeOptions& options) {
  options.timeout = seconds(raw.timeout, "--timeout");
  options.stage_timeout = seconds(raw.stage_timeout, "--stage-timeout");
  if (raw.watch != 0) options.watch = seconds(raw.watch, "--watch");
  if (raw.warn != 0) options.warn = seconds(raw.warn, "--warn");
  if (raw.crit != 0) options.crit = seconds(raw.crit, "--crit");
  if (options.concurrency == 0) throw UsageError{"'--concurrency' needs a positive number"};
  if (!options.key_file.empty() && options.certificate_file.empty()) {
    throw UsageError{"'--key' without '--cert'"};
  }
  if (options.key_file.empty()) options.key_file = options.certificate_file;
  if (options.insecure && !options.ca_file.empty()) {
    throw UsageError{"'--ca' has no effect with '--insecure', which verifies nothing"};
  }
  options.tls_min = tls_version(raw.tls_min);
  options.credentials = read_credentials(raw);
}

void add_serve_options(CLI::App* command, ServeOptions& options, RawProbe& raw) {
  command
      ->add_option(
          "--serve", options.address,
          "Probe again and again, and serve the results to Prometheus and browsers; port 0 "
          "is any free one")
      ->type_name("[ADDRESS:]PORT");
  add_seconds(command, "--interval", raw.interval,
              "The time between two probes with --serve (default: 30)");
  command->add_flag("--allow-remote", options.remote,
                    "With --serve: listen on an address that other machines reach");
}

bool understand_serve(const CLI::App& command, const RawProbe& raw, ServeOptions& options) {
  const bool serves = was_given(command, "--serve");
  for (const char* option : {"--interval", "--allow-remote"}) {
    if (!serves && was_given(command, option)) {
      throw UsageError{fmt::format("'{}' without '--serve'", option)};
    }
  }
  if (!serves) return false;
  for (const char* option : refused_with_serve) {
    if (was_given(command, option)) {
      throw UsageError{fmt::format("'--serve' and '{}' cannot be used together", option)};
    }
  }
  constexpr double shortest = 1;
  if (was_given(command, "--interval")) options.interval = seconds(raw.interval, "--interval");
  if (options.interval.count() < shortest) {
    throw UsageError{"'--interval' needs at least 1 second"};
  }
  return true;
}

}  // namespace ampslint
