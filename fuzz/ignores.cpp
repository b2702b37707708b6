// Any bytes as a text whose comments suppress findings, read in each of the ways; and as a
// configuration and a list that a whole run reads.
#include <algorithm>

#include "input.hpp"
#include "load/suppressions/text.hpp"

namespace {

using namespace ampslint;

void demand_inside(Span where, SourceId source, std::size_t size) {
  fuzz::demand(where.source == source);
  fuzz::demand(where.begin <= where.end);
  fuzz::demand(where.end <= size);
}

void demand_sound(const Sources& sources, SourceId id, const Ignores& found) {
  const std::size_t size = sources[id].text.size();
  for (const Ignore& ignore : found.all) {
    demand_inside(ignore.where, id, size);
    demand_inside(ignore.scope, id, size);
    fuzz::demand(sources.text(ignore.where).starts_with(ignore_marker));
    fuzz::demand(!ignore.rules.empty());
    for (const IgnoredRule& rule : ignore.rules) {
      fuzz::demand(!rule.name.empty());
      fuzz::demand(sources.text(rule.where) == rule.name);
    }
    if (ignore.until) fuzz::demand(parse_day(format_day(*ignore.until)) == ignore.until);
  }
  fuzz::demand(std::ranges::is_sorted(found.all, {}, &Ignore::where));
  for (const Defect& defect : found.defects) demand_inside(defect.diagnostic.where, id, size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  for (const auto& read : {read_xml_ignores, read_list_ignores, read_text_ignores}) {
    Sources sources;
    Ignores found;
    const SourceId id = sources.add("ignores", text);
    read(sources, id, found);
    demand_sound(sources, id, found);
  }
  const fuzz::InputFile configuration("ignores.xml", text);
  const fuzz::InputFile strings("ignores.txt", text);
  Request request;
  request.paths = {configuration.path()};
  request.client_files = {strings.path()};
  const Result<Outcome> outcome = check(request);
  fuzz::demand(outcome.has_value());
  for (const Suppressed& suppressed : outcome->suppressed) {
    fuzz::demand(suppressed.ignore < outcome->ignores.all.size());
    fuzz::demand(!outcome->ignores.all[suppressed.ignore].reason.empty());
  }
  fuzz::report_some(*outcome, size);
  return 0;
}
