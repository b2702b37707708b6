#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ampslint {

/// What `scheme://` begins with, without regard to case; also `socks`, which only one client has.
bool is_client_scheme(std::string_view word);

/// Whether the path alone says that it is a connection string: `amps` is its last segment, or its
/// last but one. Other products use the same schemes.
bool has_amps_path(std::string_view string);
/// Whether the path ends in the name of a message type that comes with AMPS.
bool ends_in_message_type(std::string_view string);
/// `tpc://db1:9007/amps/json`: the scheme is a slip, and the path leaves no doubt.
bool is_slip(std::string_view scheme, std::string_view string);
/// Nothing but digits stand for the port: a real address, and no pattern for one.
bool has_numeric_port(std::string_view string);
/// A string that is for filling in, in a way that connection strings' own placeholders do not
/// cover: `tcp://host:port/amps/json`, `%(host)s`, `$(HOST)`, a regular expression.
bool is_pattern(std::string_view string);

/// What the name of a setting says of its value.
enum class NameHint : unsigned char {
  none,
  generic,  ///< `uri`, `servers`: it depends on what the setting belongs to
  amps,     ///< `AMPS_URI`, `bridge.amps.server`
};
NameHint hint_of(std::string_view name);
/// The name that a value stands behind, from the text before it on its line: `"amps.uri": ` →
/// `amps.uri`. Empty where there is none.
std::string_view name_before(std::string_view before);
/// The name of the function whose argument a value is, from the text before it on its line:
/// `amps_client_connect(client, "` → `amps_client_connect`. Empty where no bracket is open.
std::string_view called_before(std::string_view before);
/// Whether a command line calls spark, which comes with AMPS.
bool names_spark(std::string_view line);
/// Whether a word of the name is `amps`.
bool names_amps(std::string_view name);

/// Whether a program or configuration says that it uses AMPS: it names a client library.
bool mentions_amps(std::string_view text);

/// Whether a file is a library that was copied in, as the official clients are: its examples are
/// not this project's.
bool is_vendored(std::string_view path, std::string_view text);

/// The names of the settings that a line belongs to by its indentation, or by the `[section]` it
/// stands in. Goes through a text once, forwards.
class Outline {
 public:
  explicit Outline(std::string_view text) : text_(text) {}

  /// The key of the line itself (empty: none) and the nearest key outside of it, for the line that
  /// begins at `line`; lines come in order.
  struct Place {
    std::string_view own;
    std::string_view outer;
  };
  Place at(std::size_t line);

 private:
  struct Key {
    std::size_t indent = 0;
    std::string_view name;
  };
  void enter(std::string_view line);

  std::string_view text_;
  std::size_t done_ = 0;
  std::string_view section_;
  std::vector<Key> keys_;  ///< each deeper than the one before
};

}  // namespace ampslint
