#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/linter.hpp"

// What has a name in what was checked, and where it is used: for editors.
namespace ampslint::api {

enum class NameKind : std::uint8_t {
  instance,
  transport,
  protocol,
  message_type,
  module,
  topic,
  variable,
  file,
};

std::string_view to_string(NameKind kind);

/// Which part of something a place gives, or goes by.
enum class NamePart : std::uint8_t { name, type, address, message_type };

/// A place that gives something its name, or another of its parts, or uses it by that.
struct NamePlace {
  Place where;
  NamePart part = NamePart::name;
  bool is_name = false;       ///< the name itself stands there: another one can be put in its place
  std::string instance = {};  ///< whose configuration it stands in
  std::optional<std::size_t> connection = {};  ///< the string, as its number in `connections()`
};

/// Where a transport is reached and by whom; an empty text: it is not known, or anything.
struct Listener {
  std::string scheme;  ///< of a client; empty: not for clients
  std::uint16_t port = 0;
  std::vector<std::string> hosts = {};  ///< that the workspace gives to its instance
  std::string protocol = {};
  std::string message_type = {};
};

/// Something that has a name.
struct Named {
  NameKind kind = NameKind::instance;
  std::string name;        ///< without secrets; of a file, its path
  std::string instance{};  ///< whose it is; empty: of no single one
  std::string facts{};     ///< in words, for people
  std::optional<Listener> listener{};
  std::vector<NamePlace> defined{};
  std::vector<NamePlace> used{};
};

/// What a kind of client makes of a connection string before it connects.
struct ClientReading {
  std::string_view client_kind;
  std::optional<bool> accepts;  ///< nothing: not known
  std::string error;            ///< what it prints, without secrets
};

/// A string of a result as every kind of client would read it; `connection`: its number.
std::vector<ClientReading> read_by_all(const LintResult& result, std::size_t connection);

}  // namespace ampslint::api
