#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/instance.hpp"

namespace ampslint {

/// Something in a configuration that came with a version of the server.
struct Need {
  Span where;
  std::string what;  ///< as a message names it
  std::string_view since;
  Version version;  ///< the same, read
};

/// The elements that came with a version, where they mean something, in the order of the file.
std::vector<Need> needs_of_elements(const Instance& instance);
/// The values that came with a version, of elements that did not.
std::vector<Need> needs_of_values(const Instance& instance);
/// Both.
std::vector<Need> needs_of(const Instance& instance);

/// `5.3.4`; the fourth number only where it is not 0.
std::string shown(Version version);

/// A version below which the server does not start, or warns.
struct Minimum {
  Text text;
  Version version;
  bool required = false;

  Severity severity() const { return required ? Severity::error : Severity::warning; }
  /// What an older server does, to follow its version in a message.
  std::string refusal() const;
};

/// `RequiredMinimumVersion` and `SuggestedMinimumVersion`, as far as they are given and known.
std::vector<Minimum> minimums_of(const Instance& instance);

}  // namespace ampslint
