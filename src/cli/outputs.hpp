#pragma once

#include <optional>

#include "ampslint/output_file.hpp"
#include "cli/options/options.hpp"

namespace ampslint {

/// Nobody named a service's file: what a repository puts in its place is not followed.
Writing writing_of(Service service);
/// In CI the container is the border: GitLab gives its jobs folders that anybody may write in.
Folder folder_for(const Options& options);
/// An output that an input would be lost to.
std::optional<Error> overwritten_input(const Options& options, const LintResult& result);

/// The exit status of a run whose outputs are written; `written`: how that went.
int conclude(const Options& options, const LintResult& result, int written);
/// Writes what was found; the exit status.
int finish(const Options& options, const Result<LintResult>& result);

}  // namespace ampslint
