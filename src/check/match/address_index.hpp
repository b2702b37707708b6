#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/match/match.hpp"

namespace ampslint {

/// Finds the transports that a connection string may reach, in time that does not depend on how
/// many transports there are: listeners that would treat strings alike are kept once per address.
/// A host that a workspace gives to instances is theirs alone.
class AddressIndex {
 public:
  explicit AddressIndex(const Instances& instances);
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
  /// The workspace says whose host it is.
  bool knows_host(std::string_view host) const;
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
