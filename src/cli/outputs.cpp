#include "cli/outputs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/ci_service.hpp"
#include "cli/exit.hpp"

namespace ampslint {
namespace {

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

Result<void> write_file(const Options& options, const Output& output, const LintResult& result) {
  Result<OutputFile> file =
      OutputFile::create(output.file, writing_of(output.service), folder_for(options));
  if (!file) return tl::unexpected(file.error());
  // What another step has written may end within a line.
  if (output.service == Service::appended_to) file->stream() << '\n';
  auto written = write_output(options, output.format, result, false, file->stream());
  return written ? file->finish() : written;
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

}  // namespace

Writing writing_of(Service service) {
  if (service == Service::appended_to) return Writing::append;
  return service == Service::replaced ? Writing::no_link : Writing::whole;
}

Folder folder_for(const Options& options) {
  return options.lint.listed_environment ? Folder::any : Folder::unshared;
}

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

int conclude(const Options& options, const LintResult& result, int written) {
  const int read = print_errors(result);
  if (result.interrupted) return interrupted;
  if (speaks_nagios(options)) return of_nagios + nagios_status(result);
  if (written != fine || read != fine) return not_done;
  return result.fails ? found_something : fine;
}

int finish(const Options& options, const Result<LintResult>& result) {
  if (!result) return fail(result.error());
  return conclude(options, *result, write_outputs(options, *result));
}

}  // namespace ampslint
