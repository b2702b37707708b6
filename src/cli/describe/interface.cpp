#include "cli/describe/interface.hpp"

#include <CLI/CLI.hpp>

namespace ampslint {
namespace {

Offered offered(const CLI::Option& option, bool probe) {
  Offered out{.names = {},
              .value = {},
              .help = option.get_description(),
              .required = option.get_required(),
              .repeated = option.get_expected_max() > 1,
              .choices = {}};
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  const bool is_flag = option.get_items_expected_max() == 0;
  if (!is_flag) out.value = out.is_argument() ? option.get_name(true) : option.get_type_name();
  out.choices = choices_of(out.value, probe);
  return out;
}

}  // namespace

Interface interface_of(const CLI::App& app) {
  Interface out{
      .name = app.get_name(), .help = app.get_description(), .options = {}, .commands = {}};
  const bool probe = app.get_name() == "probe";
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) out.options.push_back(offered(*option, probe));
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) out.commands.push_back(interface_of(*command));
  }
  return out;
}

}  // namespace ampslint
