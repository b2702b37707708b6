#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "base/limits.hpp"
#include "base/source.hpp"
#include "load/defect.hpp"
#include "load/suppressions/text.hpp"
#include "load/variables.hpp"
#include "load/xml/tree.hpp"

namespace ampslint {

/// An `Include` that was followed.
struct Inclusion {
  Text name;                        ///< as given
  const Element* parent = nullptr;  ///< whose children those of the file are
  std::string_view file;            ///< the same for every way to name the file
};

/// One configuration, includes in place and variables expanded.
struct Document {
  SourceId source = 0;
  std::vector<ElementSource*> texts;  ///< that its elements stand in
  const Element* root =
      nullptr;  ///< null where the file's structure is broken or it is not an AMPSConfig
  bool incomplete = false;            ///< an include or an entity could not be followed
  std::vector<Inclusion> inclusions;  ///< in the order that they were met
  std::vector<Span> tokens;           ///< what a template has for values that are not given
  std::vector<Span> blocks;  ///< what a template has between elements: it may write any number
  /// What stands in a template's conditions and loops: there or not, once or often. None of its
  /// parent's children.
  std::vector<Element*> optional;
  bool is_template = false;  ///< a program makes the configuration of it
  /// Those that stand for something, by name: who gave them their values.
  std::map<std::string, VariableOrigin, std::less<>> variables;
  Defects defects;
  Suppressions suppressions;  ///< of the file and of those it includes
};

/// What is left of a run's limits for its configurations.
struct LoadBudget {
  std::size_t bytes = limits::configurations_size;
  std::size_t markup = limits::markup;
};

/// Reads a configuration and what it includes into `sources` and `arena`; an error only where the
/// file itself cannot be read. What is wrong inside becomes defects of the document.
Result<Document> load_document(FileReader& files, const std::string& path,
                               const Variables& variables, const std::string& amps_version,
                               Sources& sources, Arena& arena);

/// The same, and takes off the budget what it reads. `text`: what the file holds, where it was read
/// already.
Result<Document> load_document(FileReader& files, const std::string& path,
                               const Variables& variables, const std::string& amps_version,
                               Sources& sources, Arena& arena, LoadBudget& budget,
                               std::optional<FileText> text = {});

/// Reads the configuration of a running server, as it stands: nothing is included and no variable
/// is replaced. Null where it cannot be read.
const Element* read_running(std::string path, std::string text, Sources& sources, Arena& arena);

}  // namespace ampslint
