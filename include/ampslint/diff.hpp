#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/linter.hpp"

// What differs in meaning between configurations, and what that does to clients.
namespace ampslint::api {

/// An element on one side of a change. Secrets are `***`.
struct ChangedElement {
  std::string value;                ///< its text; of one that holds elements, those in a few words
  bool given = true;                ///< false: it does not stand there
  bool is_default = false;          ///< it does not, and the value is what it comes to
  std::optional<Place> where = {};  ///< of the element, or of the one that would hold it
};

struct Change {
  ChangeKind kind = ChangeKind::changed;
  std::string element;  ///< `Transports/Transport[any-tcp]/InetAddr`
  ChangedElement before;
  ChangedElement after;
};

/// An instance, and where its configuration lies.
struct InstanceDiff {
  std::string name;
  std::optional<std::string> before;  ///< a path; nothing: there is no such instance
  std::optional<std::string> after;
  std::vector<Change> changes = {};  ///< of an instance on both sides
};

/// A connection string whose verdict changes.
struct VerdictChange {
  Connection before;
  Connection after;
  std::string reason;  ///< the first error, where it is not compatible any more
  bool breaks = false;
};

/// A destination that loses another instance as its peer, or gains it.
struct PeerChange {
  std::string instance;  ///< whose destination it is
  std::string destination;
  std::string peer;
  bool lost = false;
  std::string reason;
  std::optional<Place> before;  ///< the destination
  std::optional<Place> after;
};

struct Difference {
  std::vector<InstanceDiff> instances = {};  ///< those that differ
  std::vector<VerdictChange> connections = {};
  std::vector<PeerChange> peers = {};
  bool compared = false;  ///< false: there are errors, and nothing was compared
  std::size_t compared_instances = 0;
  std::size_t compared_connections = 0;
  std::vector<InputError> errors = {};  ///< where there are any, not everything was compared
  std::vector<std::string> notices = {};

  bool any() const { return !instances.empty() || !connections.empty() || !peers.empty(); }
  /// A client that worked does not any more, or a destination has lost a peer.
  bool breaks() const;
};

struct DiffOptions {
  /// A folder that is compared may bring its own workspace file, which then counts for its side.
  bool own_workspaces = true;
};

/// The formats that a difference is written in.
std::vector<std::string> diff_formats();

/// Writes a difference in such a format; an error for an unknown one.
Result<void> write_difference(const Difference& difference, std::string_view format,
                              const ReportOptions& options, std::ostream& out);

}  // namespace ampslint::api
