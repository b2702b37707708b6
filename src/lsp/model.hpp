#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lsp/files.hpp"
#include "lsp/groups.hpp"
#include "lsp/places.hpp"

namespace ampslint::lsp {

/// A place of something that has a name.
struct Mention {
  const Named* named = nullptr;
  const NamePlace* at = nullptr;
  bool defines = false;
};

/// A workspace as it could last be understood: what has a name in it, and its connection strings.
class Model {
 public:
  /// `linter`: nothing where the options make no sense. It reads from the reader.
  Model(Group group, std::unique_ptr<Overlay> reader, std::optional<Linter> linter,
        LintResult result, Files& files)
      : group_(std::move(group)),
        reader_(std::move(reader)),
        linter_(std::move(linter)),
        result_(std::move(result)),
        diagnostics_(result_.whole ? result_.diagnostics() : std::vector<Diagnostic>()),
        texts_(result_.whole ? result_.texts() : std::map<std::string, std::string_view>()),
        files_(files) {}

  const Group& group() const { return group_; }
  const LintResult& result() const { return result_; }
  const std::optional<Linter>& linter() const { return linter_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  const std::map<std::string, std::string_view>& texts() const { return texts_; }
  Files& files() const { return files_; }

  // Made when first asked for; several threads may ask.
  const std::vector<Named>& names() const;
  const std::vector<Connection>& connections() const;
  /// The name by which a file was read; empty for one that was not.
  const std::string& path_of(const std::string& key) const;
  /// What stands in a file, in order.
  std::vector<Mention> mentions(const std::string& key) const;
  /// What stands at an offset, the smallest place first.
  std::vector<Mention> mentions(const std::string& key, std::size_t offset) const;
  /// What is meant there: those of the smallest extent.
  std::vector<Mention> meant(const std::string& key, std::size_t offset) const;
  /// The string there, by its number.
  std::optional<std::size_t> connection(const std::string& key, std::size_t offset) const;
  /// Those that go to something, each once.
  std::vector<std::size_t> clients_of(const Named& named) const;
  /// Their numbers in a file, in order.
  std::vector<std::size_t> connections_in(const std::string& key) const;

 private:
  void index() const;

  Group group_;
  std::unique_ptr<Overlay> reader_;
  std::optional<Linter> linter_;
  LintResult result_;
  std::vector<Diagnostic> diagnostics_;
  std::map<std::string, std::string_view> texts_;
  Files& files_;
  mutable std::once_flag once_;
  mutable std::vector<Named> names_;
  mutable std::vector<Connection> connections_;
  mutable std::map<std::string, std::vector<Mention>> mentions_;     ///< by path
  mutable std::map<std::string, std::vector<std::size_t>> by_file_;  ///< connections, by path
  mutable std::map<std::string, std::string> paths_;                 ///< by key
};

}  // namespace ampslint::lsp
