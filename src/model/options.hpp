#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/clients/kind.hpp"
#include "model/connection_string.hpp"

namespace ampslint {

/// What the C library demands of an option's value.
enum class OptionValue : std::uint8_t {
  number,       ///< `true`, `false` or ASCII digits; nothing counts as 0
  ip_version,   ///< `ipv4` or `ipv6`
  compression,  ///< `zlib`
  bind,         ///< `address`, `address:port`, `[v6]`, `[v6]:port`
  text,
  refused,  ///< known, but never works
};

/// An option of the C library, as its three transports take it.
struct KnownOption {
  std::string_view key;
  OptionValue value = OptionValue::text;
  bool tcp = false;
  bool tcps = false;
  bool unix_socket = false;
  Version since = {};  ///< of the C family's clients; zero: known to all that are looked at
};

/// The options of the C, C++ and Python clients ("Options" of the client facts).
std::span<const KnownOption> c_options();
const KnownOption* c_option(std::string_view key);
/// Whether the C library's transport for `scheme` knows the option, in its newest version.
bool takes(const KnownOption& option, Scheme scheme);
/// The first version of a kind of client that knows an option, where the one in use is older.
std::optional<Version> needed_version(const KnownOption& option, const ConnectionString& client);
/// Whether it is meant as on or off, though the library takes any number.
bool is_switch(const KnownOption& option);

/// The keys that a kind of client takes with a scheme; empty where that is not known.
std::vector<std::string_view> option_keys(ClientKind kind, Scheme scheme);

/// `true`, `false` or ASCII digits only; nothing counts as 0.
bool is_number_or_boolean(std::string_view value);
/// On tcp and tcps the C library takes at most nine digits, since 5.3.5.5.
bool has_too_many_digits(std::string_view value, Scheme scheme, const Version& version);
/// Whether the C library takes `value` for the option.
bool is_valid(const KnownOption& option, std::string_view value, Scheme scheme,
              const Version& version);
/// A text that some program, or a person, means as a switch: `TRUE`, `yes`, `on` …
bool is_boolean_word(std::string_view value);

/// The known option whose value the client refuses (C family, Java, C#), or refused this string for
/// (Go). Null where it takes the value, where its reader is not known, and where something else is
/// to blame for what the value holds: a `;`, a `#`, another string, or a blank or quote at the end
/// of the whole string.
const KnownOption* with_bad_value(const ConnectionString& client, const Option& option);
/// The option that names a unix socket for the C family (`path`, or its synonym `bind`), or null.
const Option* socket_option(const ConnectionString& client);
/// The socket file that a unix string names: by that option, in Go as its path; empty for none.
std::string_view socket_of(const ConnectionString& client);
/// How much of a key is the rest of an `&` that went through XML or HTML (`&amp;key=`); mostly 0.
std::size_t html_ampersand(std::string_view key);

}  // namespace ampslint
