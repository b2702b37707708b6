#pragma once

#include "check/match/address_fit.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {

struct Proxy;

/// A connection string and the transport its address reaches, or comes nearest to.
struct Match {
  const ConnectionString& client;
  const Transport* transport = nullptr;  ///< null: no instance has any transport
  AddressFit fit = AddressFit::elsewhere;
  const Proxy* proxy = nullptr;  ///< the HTTP proxy by which the transport is reached

  /// The transport that the string reaches and that is meant for clients; else null.
  const Transport* reached() const {
    const bool for_clients =
        transport != nullptr && !transport->is_replication() && !transport->is_admin;
    return fit == AddressFit::fits && for_clients ? transport : nullptr;
  }
  /// What it reaches, the proxy or the transport, speaks TLS.
  bool tls() const;
  /// One of the client and the transport speaks WebSocket, the other one does not.
  bool websocket_differs() const;
  /// Nothing about the transport that decides is an undefined variable, a custom module or a
  /// mistake.
  bool is_certain() const;
};

/// Its message type is not known, or is nearly the name of one that the instance knows: which one
/// is meant is for another rule to ask.
bool misspells_message_type(const Transport& transport);
/// Its address, or the path of its socket, is known.
bool has_address(const Transport& transport);
/// It listens at a port that is not known.
bool may_listen_unseen(const Transport& transport);
/// It is a socket, or may be one, whose path is not known.
bool may_be_unseen_socket(const Transport& transport);

}  // namespace ampslint
