#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "ampslint/names.hpp"
#include "check/result.hpp"
#include "driver/lint.hpp"

namespace ampslint::api {

/// Collects what has a name in a result, each once: what an included file defines is one thing,
/// however many configurations include it.
class NameTable {
 public:
  explicit NameTable(const ampslint::LintResult& checked) : checked_(checked) {}

  /// The number of what is defined at `where`; made if need be.
  std::size_t define(NameKind kind, std::string name, std::string_view instance, Span where);
  /// The number of what is known by its name alone.
  std::size_t define(NameKind kind, const std::string& name);
  /// Adds a place that gives a part; absent and secret ones are left out.
  void add_definition(std::size_t named, const Text& text, NamePart part);
  void add_use(std::size_t named, Span where, NamePart part, bool is_name,
               std::string_view instance, std::optional<std::size_t> connection = {});

  Named& operator[](std::size_t named) { return all_[named]; }
  const ampslint::LintResult& checked() const { return checked_; }
  /// Whether a text stands where it says, and is the name.
  bool is_plain(const Text& text) const;
  std::vector<Named> take() { return std::move(all_); }

 private:
  /// A place, the same for all inclusions of one file.
  struct Spot {
    std::size_t file = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend auto operator<=>(const Spot&, const Spot&) = default;
  };
  Spot spot(Span where);

  const ampslint::LintResult& checked_;
  std::vector<Named> all_;
  std::map<std::pair<NameKind, Spot>, std::size_t> by_place_;
  std::map<std::pair<NameKind, std::string>, std::size_t> by_name_;
  std::set<std::tuple<std::size_t, Spot, NamePart>> used_;
  std::map<std::string_view, std::size_t> files_;
  std::vector<std::size_t> file_of_;  ///< by source; 0: not asked for yet
};

/// By what instances call things; by transport, which of the names it is.
struct NamesOfInstance {
  std::unordered_map<std::string_view, std::size_t> message_types = {};
  std::unordered_map<const Transport*, std::size_t> transports = {};
};
using NamesOfInstances = std::unordered_map<const Instance*, NamesOfInstance>;

NamesOfInstances add_names_of_instances(const Request& request, NameTable& table);
void add_names_of_strings(const NamesOfInstances& instances, NameTable& table);
/// The variables and files that the workspace gives.
void add_names_of_workspace(const Request& request, NameTable& table);

std::vector<Named> names_in(const ampslint::LintResult& checked, const Request& request);

}  // namespace ampslint::api
