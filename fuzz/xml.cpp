// Any bytes as a configuration: includes (of itself), variables, entities.
#include "input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ampslint;
  const fuzz::InputFile file("fuzz.xml", fuzz::text_of(data, size));
  Request request;
  request.paths = {file.path()};
  request.variables.define("PORT", "9007");
  request.variables.define("EMPTY", "");
  fuzz::check_and_report(request, size);
  return 0;
}
