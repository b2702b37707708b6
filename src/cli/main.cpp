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
#include "cli/ci_service.hpp"
#include "cli/crash.hpp"
#include "cli/diff.hpp"
#include "cli/interruption.hpp"
#include "cli/options/options.hpp"
#include "cli/sandbox.hpp"
#include "cli/watch.hpp"
#include "cli/why.hpp"
#include "lsp/server.hpp"

namespace ampslint {
namespace {

constexpr int fine = 0;
constexpr int found_something = 1;
constexpr int not_done = 2;
constexpr int of_nagios = 200;    // and one of its own statuses
constexpr int interrupted = 130;  // as shells report a program that Ctrl-C ended

int fail(const Error& error) {
  write_message("ampslint: " + error.what, std::cerr);
  if (!error.help.empty()) write_message(error.help, std::cerr);
  return not_done;
}

int done(const Result<void>& result) { return result ? fine : fail(result.error()); }

/// Prints notices and errors; the exit status where a file could not be read.
int print_errors(const LintResult& result) {
  for (const std::string& notice : result.notices) write_message("ampslint: " + notice, std::cerr);
  for (const InputError& error : result.errors) {
    write_message("ampslint: " + error.message, std::cerr);
  }
  return result.errors.empty() ? fine : not_done;
}

Result<void> write_output(const Options& options, const std::string& format,
                          const LintResult& result, bool color, std::ostream& out) {
  const ReportOptions how{.color = color,
                          .suppressed = options.show_suppressed,
                          .threads = options.lint.threads,
                          .root = repository_root()};
  const auto write = options.show == Show::suppressions ? write_suppressions
                     : options.show == Show::statistics ? write_statistics
                                                        : write_report;
  return write(result, format, how, out);
}

/// Nobody named a service's file: what a repository puts in its place is not followed.
Writing writing_of(Service service) {
  if (service == Service::appended_to) return Writing::append;
  return service == Service::replaced ? Writing::no_link : Writing::whole;
}

/// In CI the container is the border: GitLab gives its jobs folders that anybody may write in.
Folder folder_for(const Options& options) {
  return options.lint.listed_environment ? Folder::any : Folder::unshared;
}

Result<void> write_file(const Options& options, const Output& output, const LintResult& result) {
  Result<OutputFile> file =
      OutputFile::create(output.file, writing_of(output.service), folder_for(options));
  if (!file) return tl::unexpected(file.error());
  // What another step has written may end within a line.
  if (output.service == Service::appended_to) file->stream() << '\n';
  auto written = write_output(options, output.format, result, false, file->stream());
  return written ? file->finish() : written;
}

/// An output that an input would be lost to.
std::optional<Error> overwritten_input(const Options& options, const LintResult& result) {
  std::vector<std::string> read = result.files_read();
  for (const auto* files : {&options.inputs.configurations, &options.inputs.client_lists,
                            &options.inputs.failover_lists, &options.inputs.scanned,
                            &options.lint.env_files, &options.files_from}) {
    read.insert(read.end(), files->begin(), files->end());
  }
  const auto is_read = [&read](const std::string& output) {
    return std::ranges::any_of(read, [&output](const std::string& file) {
      std::error_code failed;
      return std::filesystem::equivalent(file, output, failed);
    });
  };
  const auto lost = [](const std::string& file, std::string_view what) {
    return Error{.what = fmt::format("'{}' is an input; no {} is written over it", file, what)};
  };
  // One may be brought up to date.
  const std::string& baseline = options.fixing.new_baseline;
  if (is_read(baseline)) return lost(baseline, "baseline");
  read.push_back(options.lint.baseline);
  for (const Output& output : options.outputs) {
    if (output.file.empty() || OutputFile::is_in_place(output.file)) continue;
    if (is_read(output.file)) return lost(output.file, "report");
  }
  if (is_read(options.attest)) return lost(options.attest, "attestation");
  return std::nullopt;
}

int write_outputs(const Options& options, const LintResult& result) {
  if (const auto error = overwritten_input(options, result)) return fail(*error);
  int status = fine;
  for (const Output& output : options.outputs) {
    if (output.file.empty()) {
      status = std::max(
          status, done(write_output(options, output.format, result, options.color, std::cout)));
      continue;
    }
    const int written = done(write_file(options, output, result));
    if (written == fine && !output.notice.empty()) {
      write_message("ampslint: " + output.notice, std::cerr);
    }
    if (output.service == Service::none) status = std::max(status, written);
  }
  return status;
}

/// A monitoring program looks at the exit status alone, and knows other ones.
bool speaks_nagios(const Options& options) {
  return std::ranges::any_of(options.outputs, [](const Output& output) {
    return output.file.empty() && output.format == "nagios";
  });
}

/// The exit status of a run whose outputs are written; `written`: how that went.
int conclude(const Options& options, const LintResult& result, int written) {
  const int read = print_errors(result);
  if (result.interrupted) return interrupted;
  if (speaks_nagios(options)) return of_nagios + nagios_status(result);
  if (written != fine || read != fine) return not_done;
  return result.fails ? found_something : fine;
}

/// Writes what was found, and says how that went.
int finish(const Options& options, const Result<LintResult>& result) {
  if (!result) return fail(result.error());
  return conclude(options, *result, write_outputs(options, *result));
}

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

/// A manager of services ends it with SIGTERM, which is no failure.
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

/// The folder in which a file is made anew, wherever links lead.
std::string folder_of(const std::string& file) {
  std::error_code failed;
  const std::filesystem::path whole = std::filesystem::absolute(file, failed);
  return std::filesystem::weakly_canonical(whole, failed).parent_path().string();
}

/// Where files are that may be fixed: what is read, and so what is included, is not elsewhere.
std::vector<std::string> fixed_folders(const Options& options) {
  if (!options.lint.confined) return {"/"};
  std::vector<std::string> paths{options.inputs.folder};
  for (const auto* more : {&options.inputs.configurations, &options.inputs.client_lists,
                           &options.inputs.failover_lists, &options.inputs.scanned}) {
    paths.insert(paths.end(), more->begin(), more->end());
  }
  if (!options.lint.workspace.empty()) paths.push_back(options.lint.workspace);
  std::vector<std::string> folders;
  for (const std::string& path : paths) {
    const bool is_folder = disk().kind(path) == FileKind::folder;
    folders.push_back(is_folder ? disk().key(path) : folder_of(path));
    folders.push_back(repository_of(disk(), folders.back()).string());
  }
  return folders;
}

/// Whether something may be a git revision, which git is asked for.
bool names_revision(const Options& options) {
  return options.command == Command::diff &&
         std::ranges::any_of(options.inputs.configurations, [](const std::string& path) {
           return path != "-" && disk().kind(path) == FileKind::nothing;
         });
}

/// What these options ask to be written and started.
Allowed allowed_by(const Options& options) {
  Allowed allowed{.written_files = {},
                  .written_folders = {},
                  .programs = !options.lint.since.empty() || names_revision(options)};
  for (const Output& output : options.outputs) {
    if (output.file.empty()) continue;
    if (output.service == Service::appended_to || OutputFile::is_in_place(output.file)) {
      allowed.written_files.push_back(output.file);
    } else {
      allowed.written_folders.push_back(folder_of(output.file));
    }
  }
  if (!options.attest.empty()) allowed.written_folders.push_back(folder_of(options.attest));
  if (options.command == Command::init) {
    allowed.written_folders.push_back(folder_of(std::string(workspace_file_name)));
  }
  if (options.fixing.mode == FixOptions::Mode::baseline) {
    allowed.written_folders.push_back(folder_of(options.fixing.new_baseline));
  }
  if (options.fixing.mode == FixOptions::Mode::write) {
    std::ranges::copy(fixed_folders(options), std::back_inserter(allowed.written_folders));
  }
  return allowed;
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
