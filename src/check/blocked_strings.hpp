#pragma once

#include <map>

#include "check/result.hpp"

namespace ampslint {

/// The connection strings that cannot be checked because of a mistake in a transport. They are
/// counted where that mistake is reported, so that one cause is reported once.
class BlockedStrings {
 public:
  /// A string reaches a transport of which something is not known.
  void add(const Transport& transport, Span string);
  /// A string might be served by a transport whose port, or socket, is not known.
  void add_unseen(bool socket, Span string);
  /// What was found of the strings that come next.
  void add(const BlockedStrings& next);
  /// Adds to the errors of those transports what hangs on them.
  void report(LintResult& result) const;

 private:
  struct StringInputs {
    Span first;
    std::size_t count = 0;

    void add(const StringInputs& next);
  };
  static void report(const Transport& transport, const StringInputs& strings, LintResult& result);

  std::map<const Transport*, StringInputs> of_transports_;
  StringInputs unseen_ports_;
  StringInputs unseen_sockets_;
};

}  // namespace ampslint
