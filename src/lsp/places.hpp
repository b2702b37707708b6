#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ampslint/ampslint.hpp"
#include "lsp/documents.hpp"
#include "lsp/files.hpp"

namespace ampslint::lsp {

/// Where the bytes of a text are after somebody changed a part of it.
class Shift {
 public:
  Shift() = default;
  Shift(std::string_view before, std::string_view after);

  std::size_t after(std::size_t before) const;
  std::size_t before(std::size_t after) const;

 private:
  std::size_t common_ = 0;  ///< at the begin
  std::size_t before_ = 0;  ///< where what is common at the end begins
  std::size_t after_ = 0;
};

/// Turns the places of a result into the editor's, and back: also where an open file is no longer
/// as it was read.
class Places {
 public:
  /// `folder`: where the result's paths begin. All must stay.
  Places(const std::map<std::string, std::string_view>& texts, std::string folder,
         const Documents& documents, Encoding encoding, Files& files)
      : texts_(texts),
        folder_(std::move(folder)),
        documents_(documents),
        encoding_(encoding),
        files_(files) {}

  const std::string& key_of(const std::string& path) { return file(path).key; }
  const std::string& uri_of(const std::string& path) { return file(path).uri; }
  /// In the editor's text.
  Bytes bytes(const Place& where);
  Json range(const Place& where);
  Json location(const Place& where);
  /// An offset of the result's, by one into the editor's text.
  std::size_t read_offset(const std::string& path, std::size_t offset);
  /// The nearest place to a line and column as people count.
  LinePlace nearest(const std::string& path, LinePlace code_points);

 private:
  struct File {
    std::string key;
    std::string uri;
    std::shared_ptr<const void> owner = {};  ///< of what was read for this alone
    std::string_view read;                   ///< without a byte order mark
    std::string_view shown;                  ///< with it
    std::size_t mark = 0;
    std::optional<Shift> shift = {};      ///< nothing: what is shown is what was read
    std::optional<TextLines> lines = {};  ///< of what is shown
  };
  File& file(const std::string& path);
  static std::size_t shown_offset(const File& in, std::size_t offset);
  const TextLines& lines(File& in) const;

  const std::map<std::string, std::string_view>& texts_;
  std::string folder_;
  const Documents& documents_;
  Encoding encoding_;
  Files& files_;
  std::map<std::string, File> known_;
};

}  // namespace ampslint::lsp
