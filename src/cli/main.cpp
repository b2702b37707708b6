#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <mutex>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "ampslint/ampslint.hpp"
#include "ampslint/output_file.hpp"
#include "ampslint/read_log.hpp"
#include "base/files.hpp"
#include "base/plural.hpp"
#include "cli/allowed.hpp"
#include "cli/ci_service.hpp"
#include "cli/crash.hpp"
#include "cli/diff.hpp"
#include "cli/exit.hpp"
#include "cli/interruption.hpp"
#include "cli/options/options.hpp"
#include "cli/outputs.hpp"
#include "cli/sandbox.hpp"
#include "cli/watch.hpp"
#include "cli/why.hpp"
#include "lsp/server.hpp"

namespace ampslint {
namespace {

/// Whether all that is written can be written as results come.
bool writes_lines(const Options& options) {
  return options.attest.empty() && options.outputs.size() == 1 &&
         options.outputs.front().format == "jsonl";
}

int run_in_parts(const Options& options, const Linter& linter) {
  const Output& output = options.outputs.front();
  if (output.file.empty()) {
    const Result<LintResult> result = linter.lint_lines(options.inputs, std::cout);
    return result ? conclude(options, *result, fine) : fail(result.error());
  }
  Result<OutputFile> file =
      OutputFile::create(output.file, writing_of(output.service), folder_for(options));
  if (!file) return fail(file.error());
  const Result<LintResult> result = linter.lint_lines(options.inputs, file->stream());
  if (!result) return fail(result.error());
  if (const auto error = overwritten_input(options, *result)) return fail(*error);
  return conclude(options, *result, done(file->finish()));
}

void show_progress(const ProbeProgress& progress) {
  std::cerr << fmt::format("\rprobed {} of {}, {} ready\x1b[K", progress.finished, progress.all,
                           progress.ready)
            << std::flush;
}

/// A manager of services ends it with SIGTERM, which is not a failure.
int run_exporter(const Options& options) {
  std::mutex mutex;
  Exporter* reloaded = nullptr;  // once it is there; a SIGHUP before that finds all as it is
  const Interruption interruption([&] {
    const std::scoped_lock lock(mutex);
    if (reloaded != nullptr) reloaded->reload();
  });
  ServeOptions serve = options.serve;
  serve.say = [](const std::string& words) { write_message("ampslint: " + words, std::cerr); };
  Result<Exporter> exporter =
      Exporter::create(options.lint, options.inputs, options.probe, serve, disk());
  if (!exporter) return fail(exporter.error());
  {
    const std::scoped_lock lock(mutex);
    reloaded = &*exporter;
  }
  std::cout << "listening on " << exporter->url() << std::endl;  // at once: its reader may wait
  exporter->run(interruption.token());
  const std::scoped_lock lock(mutex);
  reloaded = nullptr;
  return interruption.signal() == SIGINT ? interrupted : fine;
}

int run_probe(const Options& options, const Linter& linter) {
  if (options.list) {
    return done(linter.write_endpoints(options.inputs, options.probe, std::cout));
  }
  ProbeOptions how = options.probe;
  const bool watched = ::isatty(STDERR_FILENO) == 1;
  if (watched) how.progress = show_progress;
  std::optional<Interruption> interruption;
  how.begin = [&interruption] { return interruption.emplace().token(); };
  // The end of the process ends them, too.
  how.late_look_ups = [](std::thread look_up) { look_up.detach(); };
  const Result<LintResult> result = linter.probe(options.inputs, how);
  interruption.reset();
  if (watched) std::cerr << "\r\x1b[K";
  return finish(options, result);
}

/// What fixing came to, on standard error: a report may own standard output. `more`: unsafe fixes
/// that are left.
void print_fixed(const Fixing& fixing, std::size_t more) {
  const std::string rest = more == 0 ? "" : fmt::format(" ({} more with --fix=unsafe)", more);
  if (fixing.files == 0) {
    std::cerr << "nothing to fix" << rest << '\n';
  } else {
    std::cerr << fmt::format("fixed {} in {}{}\n", counted(fixing.findings, "finding"),
                             counted(fixing.files, "file"), rest);
  }
}

void print_warnings(const Fixing& fixing) {
  for (const std::string& warning : fixing.warnings) {
    write_message("ampslint: " + warning, std::cerr);
  }
}

int run_fix(const Options& options, const Linter& linter) {
  Result<Fixing> fixing = linter.find_fixes(options.inputs, options.fixing.wanted);
  if (!fixing) return fail(fixing.error());
  print_warnings(*fixing);
  const Result<LintResult> left = apply_fixes(*fixing);
  if (!left) return fail(left.error());
  const int status = finish(options, left);
  print_fixed(*fixing, options.fixing.wanted == Fixes::all ? 0 : linter.count_unsafe_fixes(*left));
  return status;
}

int run_diff(const Options& options, const Linter& linter) {
  Result<Fixing> fixing = linter.find_fixes(options.inputs, options.fixing.wanted);
  if (!fixing) return fail(fixing.error());
  print_warnings(*fixing);
  write_diff(*fixing, {.root = repository_root()}, std::cout);
  const bool any = fixing->files > 0;
  const int status = finish(options, std::move(fixing->reported));
  return status == fine && any ? found_something : status;
}

int run_new_baseline(const Options& options, const Linter& linter) {
  const Result<LintResult> result = linter.lint(options.inputs);
  const int status = finish(options, result);
  if (status == not_done) {
    std::cerr << "ampslint: no baseline written\n";
    return status;
  }
  const std::string& file = options.fixing.new_baseline;
  const Result<std::size_t> written = linter.write_baseline(*result, file);
  if (!written) return fail(written.error());
  write_message(fmt::format("wrote {} to '{}'", counted(*written, "finding"), file), std::cerr);
  return fine;
}

/// Prints what a run looked at or went by; nobody is contacted.
int run_show(const Options& options, const Linter& linter, const ReadLog& log) {
  const Result<LintResult> result = linter.lint(options.inputs);
  if (!result) return fail(result.error());
  const bool json = options.outputs.front().format == "json";
  if (options.show == Show::files) {
    write_files(files_read(*result, options.lint, options.inputs, log.files()), json, std::cout);
  } else {
    std::vector<Setting> settings = settings_of(*result, options.lint);
    std::ranges::copy(options.settings, std::back_inserter(settings));
    write_settings(settings, json, std::cout);
  }
  return print_errors(*result);
}

/// A check that was not done as asked is not attested.
int run_attested(const Options& options, const Linter& linter, const RecordingReader& read) {
  const Result<LintResult> result = linter.lint(options.inputs);
  const int status = finish(options, result);
  if (status == not_done) {
    std::cerr << "ampslint: no attestation written\n";
    return status;
  }
  AttestOptions how{.root = repository_root()};
  for (const auto& [name, value] : options.lint.variables) how.variables.push_back(name);
  Result<OutputFile> file = OutputFile::create(options.attest, Writing::whole, folder_for(options));
  if (!file) return fail(file.error());
  auto written = linter.write_attestation(*result, read, how, file->stream());
  if (written) written = file->finish();
  return written ? status : fail(written.error());
}

int run_verify(Options& options) {
  if (options.verify.root == ".") options.verify.root = repository_root();
  const Result<Verified> verified = verify_attestation(disk(), options.attested, options.verify);
  if (!verified) return fail(verified.error());
  write_verified(*verified, options.json, std::cout);
  return verified->holds() ? fine : found_something;
}

int run_check(const Options& options, const Linter& linter) {
  switch (options.fixing.mode) {
    case FixOptions::Mode::report:
      return writes_lines(options) ? run_in_parts(options, linter)
                                   : finish(options, linter.lint(options.inputs));
    case FixOptions::Mode::diff:
      return run_diff(options, linter);
    case FixOptions::Mode::write:
      return run_fix(options, linter);
    case FixOptions::Mode::baseline:
      return run_new_baseline(options, linter);
  }
  return not_done;
}

int run_expand(const Options& options, const Linter& linter) {
  const Result<LintResult> result =
      linter.write_expanded(options.inputs, options.origins, std::cout);
  if (!result) return fail(result.error());
  const int written = done(write_report(*result, "concise", {}, std::cerr));
  return std::max({written, print_errors(*result), result->fails ? found_something : fine});
}

int run_init(const Options& options, const Linter& linter) {
  if (options.schema) {
    write_workspace_schema(std::cout);
    return fine;
  }
  const std::string path(workspace_file_name);
  std::error_code failed;
  const auto there = std::filesystem::symlink_status(path, failed);
  if (std::filesystem::exists(there)) {
    return fail({.what = fmt::format("'{}' already exists and was not changed", path)});
  }
  const Result<FirstWorkspace> first = linter.first_workspace(options.inputs.folder);
  if (!first) return fail(first.error());
  Result<OutputFile> file = OutputFile::create(path, Writing::no_link, Folder::unshared);
  if (!file) return fail(file.error());
  file->stream() << first->text;
  if (auto written = file->finish(); !written) return fail(written.error());
  std::cerr << fmt::format(
      "ampslint: wrote '{}': {}, {}, {}\nNext: 'ampslint check'\n", path,
      counted(first->instances, "instance"), counted(first->strings, "connection string"),
      first->proxies == 1 ? "1 proxy" : fmt::format("{} proxies", first->proxies));
  return fine;
}

/// Words that a shell has taken apart are one text.
Result<std::string> explained_text(const std::vector<std::string>& topics) {
  if (topics == std::vector<std::string>{"-"}) {
    const Result<FileText> read = read_stream(disk(), "-");
    if (!read) return tl::unexpected(read.error());
    return std::string(read->text);
  }
  std::string text;
  for (const std::string& topic : topics) text += (text.empty() ? "" : " ") + topic;
  return text;
}

int run_explain(const Options& options, const Linter& linter) {
  const Result<std::string> text = explained_text(options.topics);
  if (!text) return fail(text.error());
  const bool one_word = text->find_first_of(" \t\n") == std::string::npos;
  const Result<std::string> page = linter.explain(*text);
  if (page) {
    write_page(*text, *page, options.json, std::cout);
    return fine;
  }
  const Result<void> known = explain_text(*text, options.json, std::cout);
  // A single word is more likely a rule or an element with a slip.
  return known || !one_word ? done(known) : fail(page.error());
}

/// Lets standard input be read as the file that the options name.
Result<void> name_standard_input(Options& options, Overlay& files) {
  if (options.stdin_name.empty()) return {};
  const Result<FileText> text = read_stream(disk(), "-");
  if (!text) return tl::unexpected(text.error());
  files.texts.emplace(disk().key(options.stdin_name), *text);
  for (auto* paths : {&options.inputs.configurations, &options.inputs.client_lists,
                      &options.inputs.failover_lists, &options.lint.env_files}) {
    std::ranges::replace(*paths, "-", options.stdin_name);
  }
  return {};
}

int run(Options& options) {
  if (options.checks_nothing) {
    std::cerr << "ampslint: nothing to check\n";
    return fine;
  }
  if (options.command != Command::probe && !options.no_sandbox) enter_sandbox(allowed_by(options));
  if (options.serves) return run_exporter(options);
  if (options.watch)
    return watch(options, [&](const Linter& linter) { return run_check(options, linter); });
  Overlay files(disk());
  ReadLog log(files);
  if (auto named = name_standard_input(options, files); !named) return fail(named.error());
  // Lists of any length are read from the disk only.
  const bool shows = options.show == Show::files || options.show == Show::settings;
  FileReader& whole = options.stdin_name.empty() ? disk() : files;
  RecordingReader recording(whole);
  FileReader& texts = shows                    ? static_cast<FileReader&>(log)
                      : options.attest.empty() ? whole
                                               : recording;
  const Result<Linter> made = Linter::create(options.lint, texts);
  if (!made) return fail(made.error());
  const Linter& linter = *made;
  if (shows) return run_show(options, linter, log);
  switch (options.command) {
    case Command::check:
      return options.attest.empty() ? run_check(options, linter)
                                    : run_attested(options, linter, recording);
    case Command::probe:
      return run_probe(options, linter);
    case Command::parse:
      return done(
          linter.write_parsed(options.inputs, options.json, {.color = options.color}, std::cout));
    case Command::connections:
      return done(linter.write_offers(options.inputs, options.json, std::cout));
    case Command::expand:
      return run_expand(options, linter);
    case Command::init:
      return run_init(options, linter);
    case Command::rules:
      return done(linter.write_rules(options.json, std::cout));
    case Command::explain:
      return run_explain(options, linter);
    case Command::diff: {
      const Result<int> status = print_difference(options, linter);
      return status ? *status : fail(status.error());
    }
    case Command::why:
      return done(print_why(options, linter));
    case Command::verify:
      return run_verify(options);
    case Command::lsp:
      install_last_words();
      return lsp::serve(options.lint, std::cin, std::cout);
  }
  return not_done;
}

/// A standard stream that is closed must not be the next file that is opened: one that cannot be
/// used takes its place.
void occupy_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    const bool closed = ::fcntl(stream, F_GETFD) < 0;
    if (closed) ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

/// Whether the arguments ask for `nagios` on standard output, whatever else is wrong with them.
bool asks_for_nagios(int argc, const char* const* argv) {
  const std::vector<std::string_view> arguments(argv, argv + argc);
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "--format=nagios") return true;
    if (arguments[i] == "nagios" && arguments[i - 1] == "--format") return true;
  }
  return false;
}

/// Repeats the first line of errors as a monitoring program reads it.
class NagiosErrors {
 public:
  NagiosErrors() : errors_(std::cerr.rdbuf(text_.rdbuf())) {}

  /// The exit status for a monitoring program, where the run ended with that one.
  int finish(int status) {
    std::cerr.rdbuf(errors_);
    std::cerr << text_.str() << std::flush;
    if (status >= of_nagios) return status - of_nagios;
    if (status != not_done) return status;
    std::string line = text_.str().substr(0, text_.str().find('\n'));
    constexpr std::string_view name = "ampslint: ";
    if (line.starts_with(name)) line.erase(0, name.size());
    std::ranges::replace(line, '|', '/');
    constexpr int unknown = 3;
    std::cout << "AMPS UNKNOWN - " << line << '\n' << std::flush;
    return unknown;
  }

 private:
  std::ostringstream text_;
  std::streambuf* errors_;
};

int run(int argc, const char* const* argv) {
  std::variant<Options, int> read = read_options(argc, argv);
  const int* done_already = std::get_if<int>(&read);
  const int status = done_already != nullptr ? *done_already : run(std::get<Options>(read));
  std::cout.flush();
  return std::cout ? status : fail({.what = "cannot write to standard output"});
}

int main(int argc, const char* const* argv) {
  occupy_closed_streams();
  install_crash_handler(not_done);
  // A file that grows too long is an error like a full disk, and what is in memory stays there.
  std::signal(SIGXFSZ, SIG_IGN);
  hide_memory();
  std::ios::sync_with_stdio(false);
  if (!asks_for_nagios(argc, argv)) return run(argc, argv);
  NagiosErrors errors;
  return errors.finish(run(argc, argv));
}

}  // namespace
}  // namespace ampslint

int main(int argc, char** argv) { return ampslint::main(argc, argv); }
