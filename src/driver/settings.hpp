#pragma once

#include <optional>
#include <string>

#include "driver/lint.hpp"
#include "load/workspace/workspace.hpp"

namespace ampslint {

/// The rules that a workspace adds to those of the inputs. What is wrong with them becomes errors
/// of the inputs.
void add_policies(const Workspace& workspace, Inputs& inputs);

/// The request's workspace file, or an empty one where it names none. What is wrong with it becomes
/// errors of the inputs.
Workspace load_workspace(const Request& request, Inputs& inputs);

/// What a run goes by: a request and its workspace, resolved.
struct Settings {
  Workspace workspace;  ///< moved into the result once it is checked
  RuleTable table;
  Threshold fail_on = Threshold::error;
};

/// An error where the request names an unknown rule; what is wrong with the workspace file becomes
/// errors of the inputs.
Result<Settings> resolve(const Request& request, Inputs& inputs);

/// The rules that the request and the workspace choose together.
RuleChoice rules_of(const Request& request, const Workspace& workspace, const Inputs& inputs);

/// Adds the workspace's suppressions to the inputs'.
void add_suppressions(const Request& request, const Workspace& workspace, Inputs& inputs);

/// The version that the workspace gives at some place, if it does. One that is none becomes an
/// error of the inputs.
Version client_version(const Text& text, const Version& otherwise, Inputs& inputs);

/// The client of strings whose group says nothing else.
GivenClient client_of(const Request& request, const Workspace& workspace, Inputs& inputs);

/// A configuration that a run reads, with what the workspace says about its instance.
struct ConfigurationInput {
  std::string path;
  Variables variables;
  std::string amps_version;
  Placement placement = {};
  std::optional<FileText> text = {};  ///< of the file, where it was read already
};

/// The instances of a workspace. What is wrong with them becomes errors of the inputs.
std::vector<ConfigurationInput> instances_of(const Workspace& workspace, const Request& request,
                                             Inputs& inputs);

}  // namespace ampslint
