#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "driver/lint.hpp"

namespace ampslint::fuzz {

/// Stops the target: a promise is broken.
inline void demand(bool promise) {
  if (!promise) std::abort();
}

/// A file in a folder of this process's own, made anew for each input.
class InputFile {
 public:
  InputFile(std::string_view name, std::string_view text);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Demands that a place lies in its source.
void demand_inside(const Sources& sources, Span where);

/// Checks the request, now and then once more for the same outcome, demands what is always true of
/// an outcome, and writes it in one of the formats, in turn.
void check_and_report(const Request& request, std::size_t turn);

/// Demands what is always true of an outcome, and writes it in one of the formats, in turn.
void report_some(const LintResult& result, std::size_t turn);

}  // namespace ampslint::fuzz
