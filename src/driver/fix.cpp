#include "driver/fix.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "check/fix_choice.hpp"
#include "driver/memory.hpp"
#include "host/atomic_write.hpp"
#include "host/path_status.hpp"
#include "report/frame.hpp"

namespace ampslint {
namespace {

constexpr std::size_t most_rounds = 20;
/// Looking for the fixes of a round that do harm stops after so many checks.
constexpr std::size_t most_checks = 200;
constexpr std::size_t most_notices = 10;

bool can_be_rewritten(FileReader& files, const Source& source) {
  return source.is_file() && files.kind(source.path) == FileKind::file;
}

/// Applies fixes to texts in memory, round after round, until no more applies.
class Fixer {
 public:
  Fixer(Request request, Fixes wanted, const RuleTable& table)
      : request_(std::move(request)),
        files_on_disk_(*request_.files),
        overlay_(std::make_unique<Overlay>(files_on_disk_)),
        wanted_(wanted),
        table_(table) {
    request_.files = overlay_.get();
    request_.memory = std::make_shared<Memory>();  // each check differs little from the one before
  }

  Result<Fixing> run() {
    request_.keeps_all = true;
    Result<LintResult> reported = lint(request_);
    if (!reported) return tl::unexpected(reported.error());
    if (reported->unreported != decltype(reported->unreported){}) {
      return tl::unexpected(Error{.what = fmt::format("more than {} findings: nothing is fixed",
                                                      limits::compared_diagnostics),
                                  .help = "check fewer files, or fewer rules with --select"});
    }
    const bool any = std::ranges::any_of(
        reported->diagnostics, [](const Diagnostic& found) { return found.fix.has_value(); });
    if (any) {
      keep_texts(reported->inputs.sources);
      keep_places(*reported);
      if (auto done = fix_all(); !done) return tl::unexpected(done.error());
    }
    report_refused();
    Fixing fixing{.reported = std::move(*reported),
                  .left = std::move(now_),
                  .texts = std::move(overlay_),
                  .files = {},
                  .findings = findings_,
                  .warnings = {},
                  .notices = std::move(notices_)};
    for (auto& [key, file] : files_) {
      if (!file || file->text.replaced().empty()) continue;
      if (has_other_names(key)) {
        fixing.warnings.push_back(fmt::format(
            "'{}' has another name (a hard link), which keeps the old text", file->path));
      }
      fixing.files.push_back(std::move(*file));
    }
    return fixing;
  }

 private:
  /// What has been read is not read again: standard input could not be, and files may change.
  void keep_texts(const Sources& sources) {
    for (SourceId id = 0; id < sources.size(); ++id) {
      if (sources[id].origin == Origin::option) continue;
      overlay_->texts.emplace(key(sources[id]), FileText(sources[id].owner, sources[id].text));
    }
  }

  std::string key(const Source& source) { return overlay_->key(source.path); }

  /// Where not all findings are reported, the others are not fixed either.
  void keep_places(const LintResult& reported) {
    if (request_.baseline.empty() && request_.since.empty()) return;
    places_.emplace();
    for (const Diagnostic& found : reported.diagnostics) {
      if (found.fix) places_->insert(place_of(found, reported.inputs.sources));
    }
  }

  Result<void> fix_all() {
    request_.baseline.clear();
    request_.since.clear();
    // All rules look for harm, whatever the user wants reported.
    std::vector<std::string>& select = request_.rules.select;
    selected_ = !select.empty();
    for (const NamedRule& rule : all_rules()) {
      if (selected_ && rule.rule.preset == Preset::standard) select.emplace_back(rule.id);
    }
    if (selected_) select.emplace_back(all_policies);
    Result<LintResult> checked = lint(request_);
    if (!checked) return tl::unexpected(checked.error());
    now_ = std::move(*checked);
    for (std::size_t round = 0; round < most_rounds; ++round) {
      const std::vector<Candidate> candidates = choose();
      if (candidates.empty()) break;
      accepted_.clear();
      settle(candidates, 0, candidates.size());
      if (!accepted_.empty()) keep_accepted();
    }
    return {};
  }

  /// A finding's rule and line, as they were in the files.
  std::tuple<std::uint16_t, std::string, std::size_t> place_of(const Diagnostic& found,
                                                               const Sources& sources) {
    const Source& source = sources[found.where.source];
    const FixedFile* file = file_of(source);
    const std::size_t line = file != nullptr
                                 ? file->text.original_line(found.where.begin)
                                 : sources.position(found.where.source, found.where.begin).line - 1;
    return {found.rule, key(source), line};
  }

  /// Null for what cannot be rewritten.
  FixedFile* file_of(const Source& source) {
    const auto [at, is_new] = files_.try_emplace(source.is_file() ? key(source) : "");
    if (is_new && can_be_rewritten(files_on_disk_, source)) {
      const Result<FileText> bytes = read_file(files_on_disk_, source.path, limits::list_size);
      if (bytes && bytes->text.ends_with(source.text)) {
        at->second = std::make_unique<FixedFile>(FixedFile{
            .path = source.path,
            .target = at->first,
            .mark = std::string(bytes->text.substr(0, bytes->text.size() - source.text.size())),
            .text = EditedText(std::string(source.text))});
      }
    }
    return at->second.get();
  }

  /// Nothing for a fix of what cannot be rewritten.
  std::optional<std::vector<FileEdit>> edits_of(const Fix& fix) {
    std::vector<FileEdit> edits;
    for (const Edit& edit : fix.edits) {
      const Source& source = now_.inputs.sources[edit.where.source];
      if (file_of(source) == nullptr) return std::nullopt;
      edits.push_back(
          {.file = key(source),
           .made = {.begin = edit.where.begin, .end = edit.where.end, .text = edit.text}});
    }
    std::ranges::sort(edits);
    return edits;
  }

  /// Of the worst findings, fixes that can be made together: of those that cannot, the first.
  std::vector<Candidate> choose() {
    unreachable_ = 0;
    std::vector<Candidate> chosen;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      if (chosen.empty()) chosen = choose(severity);
    }
    return chosen;
  }

  std::vector<Candidate> choose(Severity severity) {
    std::vector<Candidate> chosen;
    std::set<FileEdit> taken;
    for (const Diagnostic& found : now_.diagnostics) {
      if (!found.fix || found.severity != severity) continue;
      if (selected_ && !table_.enabled(found.rule)) continue;
      if (wanted_ == Fixes::safe && !found.fix->safe) continue;
      if (places_ && !places_->contains(place_of(found, now_.inputs.sources))) continue;
      const auto edits = edits_of(*found.fix);
      if (!edits) ++unreachable_;
      if (!edits || refused_.contains({found.rule, found.message, *edits})) continue;
      if (!fit_together(*edits, taken)) continue;
      taken.insert(edits->begin(), edits->end());
      chosen.push_back({.found = &found, .edits = *edits});
    }
    return chosen;
  }

  /// Accepts of the candidates [begin, end) those that do no harm beside the accepted ones.
  void settle(const std::vector<Candidate>& all, std::size_t begin, std::size_t end) {
    std::vector<const Candidate*> together = accepted_;
    for (std::size_t i = begin; i < end; ++i) together.push_back(&all[i]);
    const std::optional<std::string> against = try_out(together);
    if (!against) {
      accepted_ = std::move(together);
    } else if (end - begin == 1) {
      const Candidate& one = all[begin];
      refused_[{one.found->rule, one.found->message, one.edits}] = *against;
    } else {
      const std::size_t middle = begin + (end - begin) / 2;
      settle(all, begin, middle);
      settle(all, middle, end);
    }
  }

  static std::map<std::string, std::vector<Replacement>> by_file(
      const std::vector<const Candidate*>& fixes) {
    std::set<FileEdit> edits;
    for (const Candidate* fix : fixes) edits.insert(fix->edits.begin(), fix->edits.end());
    std::map<std::string, std::vector<Replacement>> files;
    for (const FileEdit& edit : edits) files[edit.file].push_back(edit.made);
    return files;
  }

  /// Checks what the fixes would make of the texts; what speaks against them.
  std::optional<std::string> try_out(const std::vector<const Candidate*>& fixes) {
    if (++checks_ > most_checks) return "too many of the fixes do harm";
    std::map<std::string, FileText> before;
    for (const auto& [key, replacements] : by_file(fixes)) {
      FileText& text = overlay_->texts.at(key);
      before.emplace(key, std::exchange(text, with_replacements(text.text, replacements)));
    }
    Result<LintResult> result = lint(request_);
    for (auto& [key, text] : before) overlay_->texts.at(key) = std::move(text);
    if (!result) return result.error().what;
    std::optional<std::string> against = objection(now_, *result, fixes);
    if (!against) next_ = std::move(*result);
    return against;
  }

  void keep_accepted() {
    for (const auto& [key, replacements] : by_file(accepted_)) {
      EditedText& text = files_.at(key)->text;
      text.apply(replacements);
      overlay_->texts.at(key) = text.text();
    }
    findings_ += accepted_.size();
    now_ = std::move(next_);
  }

  /// What has a fix, and keeps it.
  void report_refused() {
    std::size_t more = 0;
    for (const Diagnostic& found : now_.diagnostics) {
      const auto edits = found.fix ? edits_of(*found.fix) : std::nullopt;
      const auto why = edits ? refused_.find({found.rule, found.message, *edits}) : refused_.end();
      if (why == refused_.end()) continue;
      if (notices_.size() == most_notices) {
        ++more;
        continue;
      }
      notices_.push_back(fmt::format("the fix of '{}' at {} is left out: {}",
                                     now_.inputs.rule_of(found).id,
                                     place(now_.inputs.sources, found.where), why->second));
    }
    if (more > 0) notices_.push_back(fmt::format("{} more fixes are left out", more));
    if (unreachable_ > 0) {
      notices_.push_back(
          fmt::format("{} left out: strings of '-c', standard input and pipes cannot be rewritten",
                      unreachable_ == 1 ? "1 fix is" : fmt::format("{} fixes are", unreachable_)));
    }
  }

  Request request_;
  FileReader& files_on_disk_;
  std::unique_ptr<Overlay> overlay_;  ///< what the request reads
  Fixes wanted_;
  const RuleTable& table_;  ///< what the user wants reported, where that was `selected_`
  bool selected_ = false;
  LintResult now_;   ///< of the texts as edited so far, by all rules
  LintResult next_;  ///< of those of the last try that did no harm
  std::map<std::string, std::unique_ptr<FixedFile>> files_;  ///< by key; null: not to be rewritten
  std::optional<std::set<std::tuple<std::uint16_t, std::string, std::size_t>>> places_;
  std::map<std::tuple<std::uint16_t, std::string, std::vector<FileEdit>>, std::string> refused_;
  std::vector<const Candidate*> accepted_;
  std::vector<std::string> notices_;
  std::size_t findings_ = 0;
  std::size_t unreachable_ = 0;
  std::size_t checks_ = 0;
};

}  // namespace

Result<Fixing> find_fixes(const Request& request, Fixes wanted) {
  const Result<RuleTable> table = RuleTable::of(request.rules);
  if (!table) return tl::unexpected(table.error());
  return Fixer(request, wanted, *table).run();
}

Result<LintResult> apply_fixes(const Request& request, const Fixing& fixing) {
  std::vector<NewContent> contents;
  contents.reserve(fixing.files.size());
  for (const FixedFile& file : fixing.files) {
    contents.push_back({.path = file.path,
                        .target = file.target,
                        .before = file.mark + file.text.original(),
                        .after = file.mark + file.text.text()});
  }
  if (auto replaced = replace_files(contents); !replaced) return tl::unexpected(replaced.error());
  Request again = request;
  again.files = fixing.texts.get();
  Result<LintResult> result = lint(again);
  if (result) std::ranges::copy(fixing.notices, std::back_inserter(result->notices));
  return result;
}

std::size_t count_unsafe_fixes(FileReader& files, const LintResult& result) {
  const auto reachable = [&](const Edit& edit) {
    return can_be_rewritten(files, result.inputs.sources[edit.where.source]);
  };
  return static_cast<std::size_t>(
      std::ranges::count_if(result.diagnostics, [&reachable](const Diagnostic& found) {
        return found.fix && !found.fix->safe && std::ranges::all_of(found.fix->edits, reachable);
      }));
}

}  // namespace ampslint
