#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "lsp/position.hpp"

namespace ampslint::lsp {

using SharedText = std::shared_ptr<const std::string>;

/// A file that is open in the editor.
struct Document {
  std::string uri;   ///< as the editor spells it
  std::string path;  ///< what it names
  Json version;
  SharedText text;

  bool is_file() const { return uri.starts_with("file:"); }
  bool is_workspace() const { return path.ends_with("/ampslint.toml"); }
  /// The bytes of its byte order mark, which the linter's offsets do not count.
  std::size_t mark() const { return text->starts_with("\xEF\xBB\xBF") ? 3 : 0; }
};

/// By the key of the disk.
using Documents = std::map<std::string, Document>;

/// The absolute path that a `file:` URI names. One that was never saved (`untitled:`) has a path
/// where no file is; other schemes have none.
std::optional<std::string> path_of(std::string_view uri);
std::string uri_of(std::string_view path);

/// A text after the changes of `textDocument/didChange`; nothing where they make no sense.
std::optional<std::string> changed(std::string text, const Json& changes, Encoding encoding);

}  // namespace ampslint::lsp
