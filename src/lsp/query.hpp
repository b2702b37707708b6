#pragma once

#include <memory>
#include <optional>
#include <string>

#include "lsp/checker.hpp"
#include "lsp/client.hpp"

namespace ampslint::lsp {

/// A question of the editor, and what an answer goes by.
struct Query {
  const Json& params;
  const Client& client;
  const Documents& documents;  ///< as they are now
  const Checked& checked;      ///< of the last check; without models before the first one
  Checker& checker;
  std::string key = {};                ///< of the file that is asked about
  const Document* document = nullptr;  ///< open; null: it is not, or none is asked about

  const std::string& text() const { return *document->text; }
  TextLines lines() const { return {text(), client.encoding}; }
  /// The byte that `position` names; nothing where it is not a position.
  std::optional<std::size_t> offset() const;
  /// The bytes of `range`.
  std::optional<Bytes> range() const;
  /// What the file's workspace was last understood as; null: not at all.
  std::shared_ptr<const Model> model() const;
  Places places(const Model& model) const;
};

/// What stands where the editor asks.
struct Found {
  std::shared_ptr<const Model> model;  ///< null: nothing is known there
  Places places;
  std::size_t offset = 0;  ///< in the text that the model was made from
};

/// Nothing where that is not known, or the position makes no sense.
std::optional<Found> found_at(const Query& query);

/// An answer; an error for parameters that make no sense.
using Answered = Result<Json>;
inline Answered bad_params(const std::string& what) { return tl::unexpected(Error{.what = what}); }

}  // namespace ampslint::lsp
