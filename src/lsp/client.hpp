#pragma once

#include <chrono>
#include <optional>

#include "lsp/position.hpp"

namespace ampslint::lsp {

/// What the editor said of itself, and what it wants.
struct Client {
  Encoding encoding = Encoding::utf16;
  bool versioned_edits = false;
  bool pulls = false;  ///< it asks for the findings of open files, and can be asked to ask again
  bool watches = false;
  bool watches_relative = false;  ///< by a pattern below a folder
  bool shows_progress = false;
  bool refreshes_lenses = false;
  bool refreshes_hints = false;
  bool takes_snippets = false;
  bool registers_actions = false;
  std::optional<std::chrono::milliseconds> pause = {};  ///< before a check
  bool on_save = false;                                 ///< what is typed is checked when saved
  bool shows_verdicts = true;                           ///< as inlay hints
  int process = 0;                                      ///< of the editor; 0: not known

  /// Takes what `initialize` says.
  void read(const Json& params);
  /// Takes settings: `{"pause": 100, "run": "onSave", "verdicts": false}`.
  void set(const Json& settings);
};

/// The result of `initialize`.
Json abilities(const Client& client);

}  // namespace ampslint::lsp
