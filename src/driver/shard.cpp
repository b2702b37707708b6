#include "driver/shard.hpp"

#include <fmt/core.h>

#include <sstream>

#include "report/commands.hpp"
#include "report/fingerprint.hpp"

namespace ampslint {

std::string inputs_of(const Request& request, const Telling& telling, const Outcome& outcome) {
  std::ostringstream all;
  const auto add = [&all](std::string_view text) { all << text.size() << ':' << text; };
  for (SourceId id = 0; id < outcome.sources.size(); ++id) {
    const Source& source = outcome.sources[id];
    add(source.path);
    const auto size = static_cast<std::uint32_t>(source.text.size());
    const std::string shown = outcome.sources.shown({.source = id, .begin = 0, .end = size});
    all << fmt::format("{:016x}", fnv1a(shown));
  }
  for (const auto& instance : outcome.instances) {
    for (const auto part : instance->version.numbers) all << part << '.';
    std::ostringstream expanded;
    write_expanded(instance->document, outcome.sources, false, expanded);
    all << fmt::format("{:016x}", fnv1a(expanded.str()));
  }
  for (std::uint16_t rule = 0; rule < all_rules().size(); ++rule) {
    const auto severity = telling.usual().severity(rule);
    all << telling.tells(rule) << (severity ? to_string(*severity) : "");
  }
  add(request.client_kind ? to_string(*request.client_kind) : "");
  add(request.compared_version);
  add(format_day(outcome.today));
  for (const BaselineEntry& entry : outcome.part->entries) {
    all << entry.count;
    add(entry.name);
  }
  all << static_cast<int>(outcome.fail_on) << request.no_ignores;
  return fmt::format("{:016x}", fnv1a(all.str()));
}

}  // namespace ampslint
