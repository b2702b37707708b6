// A configuration and a list of connection strings, divided by a line `---`.
#include <algorithm>

#include "input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ampslint;
  const std::string_view text = fuzz::text_of(data, size);
  constexpr std::string_view divider = "\n---\n";
  const std::size_t at = std::min(text.find(divider), text.size());
  const fuzz::InputFile configuration("check.xml", text.substr(0, at));
  const fuzz::InputFile strings("check.txt",
                                text.substr(std::min(at + divider.size(), text.size())));
  Request request;
  request.paths = {configuration.path()};
  request.client_files = {strings.path()};
  fuzz::check_and_report(request, size);
  return 0;
}
