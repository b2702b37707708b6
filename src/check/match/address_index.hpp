#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

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
/// A host that a workspace gives to instances is theirs alone.
class AddressIndex {
 public:
  explicit AddressIndex(const std::vector<std::unique_ptr<const Instance>>& instances);
  ~AddressIndex();
  AddressIndex(const AddressIndex&) = delete;
  AddressIndex& operator=(const AddressIndex&) = delete;

  /// Every kind of transport that listens at the string's address, the most fitting first. Where
  /// none does, the first is the nearest there is.
  std::vector<Match> find(const ConnectionString& client) const;
  /// Those that listen at another address than the string's own: behind a proxy.
  std::vector<const Transport*> find_at(const ConnectionString& client, std::string_view host,
                                        std::uint16_t port) const;
  /// A transport whose address is not known, or an instance whose content is not, might serve the
  /// string.
  bool may_serve_unseen(const ConnectionString& client) const;
  bool may_listen_unseen_at(std::string_view host) const;
  /// Some hosts lead to some instances only.
  bool knows_hosts() const { return !by_host_.empty(); }

 private:
  struct Tables;
  /// What is reached at that host.
  const Tables& tables_for(std::string_view host) const;

  std::unique_ptr<Tables> all_;
  std::unique_ptr<Tables> elsewhere_;  ///< instances whose host is not known
  std::unordered_map<std::string, std::unique_ptr<Tables>> by_host_;  ///< by `host_key`
};

}  // namespace ampslint
