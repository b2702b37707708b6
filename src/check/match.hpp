#pragma once

#include <memory>
#include <vector>

#include "check/address_fit.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {

/// A connection string and the transport its address reaches, or comes nearest to.
struct Match {
  const ConnectionString& client;
  const Transport* transport = nullptr;  ///< null: no instance has any transport
  AddressFit fit = AddressFit::elsewhere;

  /// The transport that the string reaches and that is meant for clients; else null.
  const Transport* reached() const {
    const bool for_clients =
        transport != nullptr && !transport->is_replication() && !transport->is_admin;
    return fit == AddressFit::fits && for_clients ? transport : nullptr;
  }
  /// Nothing about the transport that decides is an undefined variable, a custom module or a
  /// mistake.
  bool is_certain() const;
};

/// Its message type is not known, or is nearly the name of one that the instance knows: which one
/// is meant is for another rule to ask.
bool misspells_message_type(const Transport& transport);
/// It listens at a port that is not known.
bool may_listen_unseen(const Transport& transport);
/// It is a socket, or may be one, whose path is not known.
bool may_be_unseen_socket(const Transport& transport);

/// Finds the transports that a connection string may reach, in time that does not depend on how
/// many transports there are: listeners that would judge strings alike are kept once per address.
class AddressIndex {
 public:
  explicit AddressIndex(const std::vector<std::unique_ptr<const Instance>>& instances);
  ~AddressIndex();
  AddressIndex(const AddressIndex&) = delete;
  AddressIndex& operator=(const AddressIndex&) = delete;

  /// Every kind of transport that listens at the string's address, the most fitting first; where
  /// none does, the one nearest transport, if there is any.
  std::vector<Match> find(const ConnectionString& client) const;
  /// A transport whose address is not known, or an instance whose content is not, might serve the
  /// string.
  bool may_serve_unseen(const ConnectionString& client) const {
    return client.unix_socket() ? unseen_sockets_ : unseen_ports_;
  }

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
  bool unseen_sockets_ = false;
  bool unseen_ports_ = false;
};

}  // namespace ampslint
