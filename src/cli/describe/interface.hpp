#pragma once

#include <string>
#include <vector>

#include "cli/describe/choices.hpp"

namespace CLI {
class App;
}

namespace ampslint {

/// An option or an argument of a command, as its help describes it.
struct Offered {
  std::vector<std::string> names;  ///< `-c`, `--client`; of an argument: none
  std::string value;               ///< what the help calls it (`FILE`); empty for a flag
  std::string help;
  bool required = false;
  bool repeated = false;
  Choices choices;

  bool is_argument() const { return names.empty(); }
};

/// A command: what there is to know of it to complete and to describe it.
struct Interface {
  std::string name;
  std::string help;
  std::vector<Offered> options;
  std::vector<Interface> commands;
};

/// Read from the options' own declarations, so that nothing has to be kept in step.
Interface interface_of(const CLI::App& app);

}  // namespace ampslint
