// Any bytes as a text whose comments suppress findings, read in each of the ways; and as a
// configuration and a list that a whole run reads.
#include <algorithm>

#include "input.hpp"
#include "load/suppressions/comment.hpp"
#include "load/suppressions/text.hpp"
#include "load/xml/reader.hpp"

namespace {

using namespace ampslint;

void demand_inside(Span where, SourceId source, std::size_t size) {
  fuzz::demand(where.source == source);
  fuzz::demand(where.begin <= where.end);
  fuzz::demand(where.end <= size);
}

void demand_sound(const Sources& sources, SourceId id, const Suppressions& found) {
  const std::size_t size = sources[id].text.size();
  for (const Suppression& suppression : found.all) {
    demand_inside(suppression.where, id, size);
    demand_inside(suppression.scope, id, size);
    fuzz::demand(sources.text(suppression.where).starts_with(suppression_marker));
    fuzz::demand(!suppression.rules.empty());
    for (const SuppressedRule& rule : suppression.rules) {
      fuzz::demand(!rule.name.empty());
      fuzz::demand(sources.text(rule.where) == rule.name);
    }
    if (suppression.until)
      fuzz::demand(parse_day(format_day(*suppression.until)) == suppression.until);
  }
  fuzz::demand(std::ranges::is_sorted(found.all, {}, &Suppression::where));
  for (const Defect& defect : found.defects) demand_inside(defect.diagnostic.where, id, size);
}

void read_xml_comments(const Sources& sources, SourceId id, Suppressions& found) {
  Defects defects;
  read_xml_suppressions(sources, id, read_xml(sources, id, Roots::one, defects), found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  for (const auto& read : {read_xml_comments, read_list_suppressions, read_text_suppressions}) {
    Sources sources;
    Suppressions found;
    const SourceId id = sources.add("ignores", text);
    read(sources, id, found);
    demand_sound(sources, id, found);
  }
  const fuzz::InputFile configuration("ignores.xml", text);
  const fuzz::InputFile strings("ignores.txt", text);
  Request request;
  request.paths = {configuration.path()};
  request.client_files = {strings.path()};
  const Result<LintResult> result = lint(request);
  fuzz::demand(result.has_value());
  for (const Suppressed& suppressed : result->suppressed) {
    fuzz::demand(suppressed.suppression < result->inputs.suppressions.all.size());
    fuzz::demand(!result->inputs.suppressions.all[suppressed.suppression].reason.empty());
  }
  fuzz::report_some(*result, size);
  return 0;
}
