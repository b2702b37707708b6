#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "check/match/match.hpp"

namespace ampslint {

/// The scheme that a client of the transport has to use.
std::string_view scheme_for(const Transport& transport);

/// The protocol that a string asks for, `websocket` for ws and wss; nothing where none of that name
/// is built in.
std::optional<Protocol> protocol_wanted(const ConnectionString& client);

/// How far a transport is from taking the string, wherever it listens; 0: it takes it. The most
/// basic difference weighs most.
int distance(const ConnectionString& client, const Transport& transport);

/// Where a string that cannot be served may have been meant to go.
struct Alternative {
  const Transport* transport = nullptr;  ///< null: the instance has none for such a client
  bool obvious = false;  ///< it takes the string, but for the port or the socket, and no other does
};

/// The client transport of the match's instance that comes nearest to taking the string.
Alternative alternative(const Match& match);

/// The port, or the socket's path, changed to the transport's.
std::optional<Fix> address_fix(const ConnectionString& client, const Transport& transport);

/// The scheme changed to the transport's, or that of the proxy in front of it; nothing where the
/// rest of the string would have to change too.
std::optional<Fix> scheme_fix(const ConnectionString& client, const Transport& transport,
                              const Proxy* proxy = nullptr);

/// `http_preflight=true` added to a string, or put in the place of another value.
Edit preflight_edit(const ConnectionString& client);

/// Where the transport listens and what its clients have to be.
Note listens_here(const Transport& transport);

/// Adds to a diagnostic which transport of the instance the string may have been meant for.
void name_alternative(const Match& match, Diagnostic& diagnostic);

/// Where the transport's protocol was decided: its `Protocol`, the definition behind that, or
/// neither.
std::vector<Note> protocol_notes(const Transport& transport);

}  // namespace ampslint
