#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "base/files.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "check/block_checker.hpp"
#include "check/finish.hpp"
#include "check/run.hpp"
#include "driver/confined.hpp"
#include "driver/run.hpp"
#include "driver/secrets.hpp"
#include "host/line_blocks.hpp"
#include "load/string_list.hpp"

namespace ampslint {
namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// Strings that do not come from lists of this host, or findings that have to be seen together.
bool needs_all(const Request& request, const Workspace& workspace) {
  const bool other_strings = !request.clients.empty() || !request.failover_files.empty() ||
                             !request.scanned.empty() || request.client_files.empty();
  const bool compared = !request.baseline.empty() || !request.since.empty() || request.keeps_all;
  const bool suppressed = !request.no_suppressions && !workspace.suppressions.empty();
  return other_strings || compared || suppressed ||
         (request.confined ? &request.confined->whole() : request.files) != &disk();
}

void add(const Summary& part, Summary& all) {
  all.connections += part.connections;
  all.suppressed += part.suppressed;
  for (std::size_t i = 0; i < part.severities.size(); ++i) {
    all.severities.at(i) += part.severities.at(i);
  }
  for (std::size_t i = 0; i < part.verdicts.size(); ++i) all.verdicts.at(i) += part.verdicts.at(i);
}

/// Checks lists of connection strings, a block of lines after the other, and forgets each.
class ListLinter {
 public:
  /// `result`: of the configurations, not finished yet.
  ListLinter(const Request& request, const GivenClient& client, const RuleTable& table,
             LintResult& result, const TakePart& take)
      : request_(request),
        client_(client),
        table_(table),
        result_(result),
        take_(take),
        checker_(result.inputs, table, no_limit, request.threads) {}

  /// The findings that configurations come to without any string.
  void finish_configurations() {
    // For comments that suppress nothing: no string can have a finding in a configuration.
    result_.ran.set(kind_of<StringCheck>);
    if (!result_.inputs.instances.empty()) result_.ran.set(kind_of<MatchCheck>);
    finish(table_, result_);
    limit_reported(request_, result_);
    all_ = result_.summary;
    take_(result_);
    forget();
    result_.most_diagnostics = no_limit;
  }

  void lint_list(const std::string& file) {
    Result<LineBlocks> lines = LineBlocks::open(file);
    if (!lines) {
      result_.errors.push_back({lines.error().what});
      return;
    }
    ++all_.files;
    const std::size_t before = all_.connections;
    std::uint32_t first_line = 1;
    Result<std::string> block = lines->next();
    if (block && begins_as_utf16(*block)) block = whole_as_utf8(std::move(*block), *lines, file);
    for (; block && !block->empty(); block = lines->next()) {
      const auto line_feeds = std::ranges::count(*block, '\n');
      lint_block(
          result_.inputs.sources.add_part(file, std::move(*block), origin_of(file), first_line));
      first_line += static_cast<std::uint32_t>(line_feeds);
    }
    if (!block) {
      result_.errors.push_back({block.error().what});
    } else if (all_.connections == before) {
      result_.notices.push_back(fmt::format("no connection string in '{}'", file));
    }
  }

  void finish_all() {
    if (too_long_ > 0) {
      result_.errors.push_back(
          {fmt::format("{}: connection string longer than {} KiB, not checked{}", first_too_long_,
                       limits::string_length >> 10U,
                       too_long_ == 1 ? "" : fmt::format(", and {} more", too_long_ - 1))});
    }
    result_.summary = all_;
    note_costly_regexes(result_);
  }

 private:
  /// A list in UTF-16 is read whole: its lines do not end where bytes are line feeds.
  static Result<std::string> whole_as_utf8(std::string text, LineBlocks& lines,
                                           const std::string& file) {
    Result<std::string> block = lines.next();
    for (; block && !block->empty(); block = lines.next()) {
      text += *block;
      if (text.size() > limits::list_size) {
        return tl::unexpected(too_large(file, limits::list_size));
      }
    }
    if (!block) return block;
    std::optional<std::string> utf8 = utf8_of_utf16(text);
    return utf8 ? std::move(*utf8) : std::move(text);
  }

  void lint_block(SourceId source) {
    Sources& sources = result_.inputs.sources;
    if (!request_.no_suppressions) {
      read_list_suppressions(sources, source, result_.inputs.suppressions);
    }
    const StringInputs strings = strings_of(source);
    collect_uris(strings, result_.inputs, source);
    checker_.check(strings.all, result_);
    finish(table_, result_);
    add(result_.summary, all_);
    take_(result_);
    forget();
    sources.drop_last();
    result_.inputs.redactor.forget_last(source);
  }

  StringInputs strings_of(SourceId source) {
    StringInputs strings;
    const Sources& sources = result_.inputs.sources;
    for (const Span where : strings_in(sources, source, no_limit)) {
      if (where.end - where.begin > limits::string_length) {
        if (too_long_++ == 0) first_too_long_ = place(sources, where);
        continue;
      }
      strings.all.push_back({.text = {.value = sources.text(where), .where = where, .pieces = {}},
                             .client = client_});
    }
    return strings;
  }

  void forget() {
    result_.diagnostics.clear();
    result_.unreported = {};
    result_.suppressed.clear();
    result_.connections.clear();
    result_.inputs.suppressions = {};
    result_.summary = {};
  }

  const Request& request_;
  const GivenClient client_;
  const RuleTable& table_;
  LintResult& result_;
  const TakePart& take_;
  BlockChecker checker_;
  Summary all_;
  std::size_t too_long_ = 0;
  std::string first_too_long_;
};

}  // namespace

Result<LintResult> lint_in_parts(const Request& request, const TakePart& take) {
  Inputs inputs;
  const Result<Settings> settings = resolve(request, inputs);
  if (!settings) return tl::unexpected(settings.error());
  if (!inputs.errors.empty() || needs_all(request, settings->workspace)) {
    Result<LintResult> result = lint(request);
    if (result) take(*result);
    return result;
  }
  load_instances(request, settings->workspace, inputs);
  load_proxies(request, settings->workspace, inputs);
  collect_uris({}, inputs);
  const GivenClient client = client_of(request, settings->workspace, inputs);
  LintResult result =
      check(std::move(inputs), settings->table,
            {.threads = request.threads, .upgrade = parse_version(request.compared_version)});
  result.fail_on = settings->fail_on;
  if (request.today) result.today = *request.today;
  ListLinter linter(request, client, settings->table, result, take);
  linter.finish_configurations();
  for (const std::string& file : request.client_files) linter.lint_list(file);
  linter.finish_all();
  return result;
}

}  // namespace ampslint
