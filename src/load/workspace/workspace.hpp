#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/source.hpp"
#include "base/text.hpp"
#include "load/xml/tree.hpp"

namespace ampslint {

using Texts = std::vector<Text>;
/// Names and their values, in the file's order.
using Words = std::vector<std::pair<Text, Text>>;

/// `[[instance]]`. An absent text (`!text`) was not given; paths are as given.
struct DeclaredInstance {
  Text configuration;
  Texts hosts;
  Text machine;
  Text amps_version;
  Words variables;
  Texts ports;
  Texts container_names;
};

/// `[[clients]]`.
struct ClientGroup {
  Text name;
  Texts scan;
  Texts lists;
  Texts failover;
  Text kind;
  Text version;
};

/// `[[proxy.route]]`.
struct DeclaredRoute {
  Text path;
  Text to;
  Text instance;
  Text transport;
  bool tls = false;
};

/// `[[proxy]]`.
struct DeclaredProxy {
  Span where;
  Text name;
  Texts listen;
  bool tls = false;
  std::vector<DeclaredRoute> routes;
  Text nginx;
  Texts hosts;
};

/// `[[override]]`: levels of rules for some paths.
struct DeclaredOverride {
  Texts paths;
  Words rules;
};

/// `[[ignore]]`: findings that are known and left as they are.
struct DeclaredSuppression {
  Span where;
  Texts rules;
  Text reason;
  Texts paths;
  Text element;
  Text until;  ///< as `2027-01-31`
};

/// `[[policy]]`: a rule of the firm's own.
struct DeclaredPolicy {
  Text name;
  Text severity;
  Text message;
  Text xpath;
  Text unless;
};

/// A workspace file: what the configurations and connection strings themselves do not say.
struct Workspace {
  std::string folder;     ///< to put before the paths in it; empty, or ends with `/`
  Text required_version;  ///< of the tool
  Text amps_version;
  Text client_version;
  Texts presets;
  Text fail_on;
  Words variables;
  Texts env_files;
  Texts environment;  ///< names that the process environment gives in CI
  Words rules;
  std::vector<DeclaredInstance> instances;
  std::vector<ClientGroup> clients;
  std::vector<DeclaredProxy> proxies;
  std::vector<DeclaredOverride> overrides;
  std::vector<DeclaredSuppression> suppressions;
  std::vector<DeclaredPolicy> policies;

  /// A path of the file, from where its own is.
  std::string path_of(const Text& text) const;
};

/// Reads a workspace file. An error only where it cannot be read; what is wrong in it is added to
/// `problems`, one line each, led by its place.
Result<Workspace> read_workspace(FileReader& files, const std::string& path, Sources& sources,
                                 Arena& arena, std::vector<std::string>& problems);

}  // namespace ampslint
