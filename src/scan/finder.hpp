#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "model/connection_string.hpp"
#include "scan/languages.hpp"

namespace ampslint {

/// A connection string found in a text.
struct FoundString {
  Span where;                 ///< offsets into the text; the source is not set
  std::string value;          ///< decoded; only where there are pieces
  std::vector<Piece> pieces;  ///< empty: the value is the text at `where`
  bool unresolved = false;    ///< something in it is filled in later
  std::uint32_t setting = 0;  ///< those of one setting, which are used together, share the number
  Language language = Language::unknown;  ///< of the program that it stands in
  bool example = false;                   ///< in a comment, or a text for people
  StringUse use = StringUse::connection;
};

/// The AMPS connection strings in a file's text, in order. `tcp://` belongs to many products: only
/// what is AMPS's for certain is taken, by its path or by the name it stands behind.
std::vector<FoundString> find_strings(std::string_view text, const FileForm& form);

/// Where the next `:/` or `:\` begins, at or behind `from`; `npos` where there is none.
std::size_t find_colon_slash(std::string_view text, std::size_t from);

}  // namespace ampslint
