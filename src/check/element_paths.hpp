#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/result.hpp"

namespace ampslint {

/// Says where a span stands by the elements around it, so that a finding is known again after lines
/// have moved. Points into the result.
class ElementPaths {
 public:
  explicit ElementPaths(const LintResult& result);

  /// `AMPSConfig/Transports/Transport[any-tcp]/InetAddr`: siblings of one name are distinguished by
  /// their `Name`, else by number; empty where no element stands.
  std::string at(Span where) const;

 private:
  /// What is asked of an element and of those around it again and again.
  struct Known {
    std::string label;      ///< `Transport[any-tcp]`
    std::uint32_t end = 0;  ///< of its tags
  };

  void add(const Element& element, std::uint32_t number);
  const Known& known(const Element& element) const;
  std::string label(const Element& element) const;

  const Inputs& inputs_;
  std::map<SourceId, std::vector<const Element*>> elements_;   ///< in the order of the text
  std::unordered_map<const Element*, std::uint32_t> numbers_;  ///< of those that are not the first
  mutable std::unordered_map<const Element*, Known> known_;
};

/// The extents of the elements that a path below the root names: `Transports/Transport/InetAddr`,
/// or by the `Name` of one, `Transports/Transport[any-tcp]/InetAddr`.
std::vector<Span> places_of(const Element& root, std::string_view path);

}  // namespace ampslint
