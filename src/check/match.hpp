#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/connection_string.hpp"
#include "model/instance.hpp"

namespace ampslint {

/// How a connection string's address meets a transport's.
enum class AddressFit : std::uint8_t {
  fits,           ///< the transport listens there
  other_family,   ///< the port fits, the listener serves the other IP family only
  loopback_only,  ///< the port fits, the listener is bound to loopback and the string names another host
  bound_elsewhere,  ///< the port fits, the listener is bound to another address
  elsewhere,      ///< another port or socket: the nearest there is
};

/// A connection string and the transport its address reaches, or comes nearest to.
struct Match {
  const ConnectionString& client;
  const Transport* transport = nullptr;  ///< null: no instance has any transport
  AddressFit fit = AddressFit::elsewhere;

  /// The transport that the string reaches and that is meant for clients; else null.
  const Transport* reached() const {
    const bool for_clients = transport != nullptr && !transport->is_replication() &&
                             !transport->is_admin;
    return fit == AddressFit::fits && for_clients ? transport : nullptr;
  }
  /// Nothing about the transport that decides is an undefined variable, a custom module or a mistake.
  bool is_certain() const;
};

/// The scheme that a client of the transport has to use.
std::string_view scheme_for(const Transport& transport);

/// How a listener at `address` meets a client that names `host`, the port being the same.
AddressFit fit_of(const Address& address, std::string_view host);

/// Finds the transports that a connection string may reach, in time that does not depend on how many
/// transports there are: listeners that would judge strings alike are kept once per address.
class AddressIndex {
 public:
  explicit AddressIndex(const std::vector<std::unique_ptr<const Instance>>& instances);
  ~AddressIndex();
  AddressIndex(const AddressIndex&) = delete;
  AddressIndex& operator=(const AddressIndex&) = delete;

  /// Every kind of transport that listens at the string's address, the most fitting first; where none
  /// does, the one nearest transport, if there is any.
  std::vector<Match> find(const ConnectionString& client) const;
  /// Transports whose address or an instance whose content is not known: nothing is certainly unserved.
  bool has_unknown() const { return has_unknown_; }

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
  bool has_unknown_ = false;
};

}  // namespace ampslint
