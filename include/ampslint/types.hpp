#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// The server version to check for unless another is asked for.
inline constexpr std::string_view default_amps_version = "5.3.5";

inline constexpr std::string_view workspace_file_name = "ampslint.toml";

/// Begins the ids of the rules that a workspace adds, its policies; none of the tool's own has it.
inline constexpr std::string_view policy_prefix = "policy-";

/// How bad: `error` will not work, `warning` will surprise, `note` explains.
enum class Severity : std::uint8_t { note, warning, error };

/// What becomes of a connection string; the meaning of each is promised to users.
enum class Verdict : std::uint8_t { compatible, refused, unserved, invalid, unknown };

/// What became of an element between two configurations.
enum class ChangeKind : std::uint8_t { changed, added, removed, moved };

/// Which fixes are wanted: those that cannot change what already works, or all.
enum class Fixes : std::uint8_t { safe, all };

/// A file that could not be read, or makes no sense: the run was not done as asked.
struct InputError {
  std::string message;
};

struct Summary {
  std::size_t files = 0;  ///< configurations and lists of connection strings read
  std::size_t instances = 0;
  std::size_t transports = 0;
  std::size_t connections = 0;
  std::array<std::size_t, 3> severities{};  ///< findings, by `Severity`
  std::array<std::size_t, 5> verdicts{};    ///< connections, by `Verdict`
  std::size_t suppressed = 0;               ///< findings that comments or the workspace suppress
};

/// The connection strings that a transport accepts.
struct Offer {
  std::string instance;
  std::string transport;
  std::vector<std::string> strings;
  std::string notice;  ///< why there are none, or what they leave out
};

/// A first workspace file for a folder, and what it is made of.
struct FirstWorkspace {
  std::string text;
  std::size_t instances = 0;
  std::size_t strings = 0;
  std::size_t proxies = 0;
};

struct ReportOptions {
  bool color = false;       ///< ANSI colours, for a terminal
  bool suppressed = false;  ///< also what is suppressed, where the format can tell it from the rest
  std::size_t threads = 1;  ///< how many may write; 0: as many as can run at once
  /// The folder, absolute, that the paths for GitHub, GitLab, SARIF and patches begin at; empty:
  /// the current one.
  std::string root = {};
  /// A page in HTML asks for `data.json` beside it after so many seconds; 0: never.
  unsigned refresh = 0;
};

}  // namespace ampslint
