#pragma once

#include <map>

#include "check/result.hpp"

namespace ampslint {

/// The connection strings that cannot be judged because of a mistake in a transport. They are
/// counted where that mistake is told, so that one cause is told once.
class Consequences {
 public:
  /// A string reaches a transport of which something is not known.
  void add(const Transport& transport, Span string);
  /// A string might be served by a transport whose port, or socket, is not known.
  void add_unseen(bool socket, Span string);
  /// What was found of the strings that come next.
  void add(const Consequences& next);
  /// Adds to the errors of those transports what hangs on them.
  void tell(Outcome& outcome) const;

 private:
  struct Strings {
    Span first;
    std::size_t count = 0;

    void add(const Strings& next);
  };
  static void tell(const Transport& transport, const Strings& strings, Outcome& outcome);

  std::map<const Transport*, Strings> of_transports_;
  Strings unseen_ports_;
  Strings unseen_sockets_;
};

}  // namespace ampslint
