#include "load/document.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/files.hpp"
#include "base/merge_conflict.hpp"
#include "base/placeholder.hpp"
#include "base/printable.hpp"
#include "base/units.hpp"
#include "base/utf8.hpp"
#include "load/xml/decode.hpp"
#include "load/xml/reader.hpp"
#include "load/xml/template_blocks.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view root_name = "AMPSConfig";
/// `ConfigCycleDetectionThreshold` where the configuration does not set it.
constexpr std::string_view default_expanded_size = "5MB";
constexpr auto max_expanded_size = static_cast<double>(limits::expanded_size);

bool begins_like_xml(std::string_view text) {
  text = without_byte_order_mark(text);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos || text[first] == '<' || !wide_encoding(text).empty();
}

/// Reads one configuration: its file, then what it includes, in place.
class Loader {
 public:
  Loader(FileReader& files, std::string path, Variables variables, Sources& sources, Arena& arena,
         LoadBudget& budget)
      : files_(files),
        path_(std::move(path)),
        variables_(std::move(variables)),
        sources_(sources),
        arena_(arena),
        budget_(budget) {}

  Result<Document> load(std::optional<FileText> known) {
    Result<FileText> text = known ? std::move(*known) : read(path_);
    if (!text) return tl::unexpected(text.error());
    const std::size_t size = text->text.size();
    if (size > budget_.bytes) return tl::unexpected(too_much());
    budget_.bytes -= size;
    total_size_ = static_cast<double>(size);
    document_.source = sources_.add(path_, std::move(*text), origin_of(path_));
    report_reserved_variables();

    read_all();
    if (document_.root != nullptr) {
      resolve_optional();
      document_.tokens = std::move(used_.tokens);
      document_.is_template = is_template();
    }
    for (const std::string& name : used_.found) {
      document_.variables.emplace(name, variables_.origin(name));
    }
    count_undefined_variables();
    return std::move(document_);
  }

 private:
  /// A file that is being read, and the `Include` that asked for it.
  struct Link {
    std::string file;
    std::string path;
    Span include;
  };

  void read_all() {
    Element* root = read(document_.source, Roots::one);
    if (root == nullptr || !is_configuration(*root)) return;
    document_.root = root;
    set_expanded_limit(*root);
    chain_.push_back({.file = {}, .path = path_, .include = {}});
    resolve(*root, 1);
  }

  void count_undefined_variables() {
    for (const auto& [name, variable] : used_.undefined) {
      if (variable.uses == 1) continue;
      document_.defects[variable.defect].diagnostic.message +=
          fmt::format(" ({} uses)", variable.uses);
    }
  }

  Result<FileText> read(const fs::path& path) {
    return read_file(files_, path, limits::configuration_size);
  }

  void report(DefectKind kind, Diagnostic diagnostic) {
    document_.defects.push_back({kind, std::move(diagnostic)});
  }

  Error too_much() const {
    return {.what =
                fmt::format("cannot read '{}': the configurations are larger than {} MiB together",
                            path_, limits::configurations_size / limits::mebibyte)};
  }

  /// Takes an included file off the budget.
  bool take_off(std::size_t size, Span where) {
    if (size <= budget_.bytes) {
      budget_.bytes -= size;
      return true;
    }
    too_large_ = true;
    report(DefectKind::expanded_too_large,
           {.where = where,
            .message = fmt::format("the configurations are larger than {} MiB together",
                                   limits::configurations_size / limits::mebibyte)});
    return false;
  }

  /// The same for what a file holds.
  bool take_off_markup(std::size_t number, SourceId source) {
    if (number <= budget_.markup) {
      budget_.markup -= number;
      return true;
    }
    report(DefectKind::expanded_too_large,
           {.where = {.source = source, .begin = 0, .end = 0},
            .message = fmt::format("the configurations have more than {} elements, attributes and "
                                   "entities together",
                                   limits::markup)});
    return false;
  }

  void report_reserved_variables() {
    for (const std::string_view name : reserved_variables) {
      if (!variables_.defines(name)) continue;
      report(DefectKind::variable_reserved,
             {.where = {.source = document_.source, .begin = 0, .end = 0},
              .message =
                  fmt::format("'{}' is set by AMPS itself; the value given is not used", name)});
    }
  }

  Element* read(SourceId source, Roots roots) {
    if (reports_conflict(source)) return nullptr;
    const std::optional<TemplateBlocks> blocks = without_template_blocks(sources_[source].text);
    const std::string_view text = blocks ? kept(blocks->text) : sources_[source].text;
    // A part of a template, for another one that has the root.
    const bool is_part = blocks && text.find("<AMPSConfig") == npos;
    if (is_part) roots = Roots::several;
    const XmlNotes notes = read_xml(sources_, source, text, roots, document_.defects);
    if (is_part) {
      std::erase_if(document_.defects, [source](const Defect& one) {
        return one.kind == DefectKind::include_roots && one.diagnostic.where.source == source;
      });
    }
    read_xml_suppressions(sources_, source, notes, document_.suppressions);
    if (!notes.readable || !take_off_markup(notes.markup, source)) {
      document_.incomplete = true;
      return nullptr;
    }
    Decoder decoder(source, text, notes, variables_, used_, arena_, document_.defects);
    Element* root = read_tree(text, notes, decoder, arena_);
    document_.incomplete |= decoder.incomplete();
    if (root == nullptr) {
      document_.incomplete = true;
      report(DefectKind::not_well_formed, {.where = {.source = source, .begin = 0, .end = 0},
                                           .message = "the structure of this file cannot be read"});
      return nullptr;
    }
    document_.texts.push_back(root->source);
    if (blocks) leave_out(*root, notes, *blocks);
    return root;
  }

  void resolve_optional() {
    // An outer one was met after those in it.
    std::ranges::reverse(document_.optional);
    std::erase_if(document_.optional, [](const Element* element) {
      return equal_ignoring_case(element->name().value, "Include");
    });
    for (Element* element : document_.optional) resolve(*element, 1);
  }

  /// AMPS itself fills in `{{NAME}}` where actions have it.
  bool is_template() const {
    const auto is_not_of_actions = [this](Span where) {
      const std::string_view token = sources_.text(where);
      return !token.starts_with("{{") ||
             token.find_first_not_of("{}_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != npos;
    };
    return !document_.blocks.empty() || without_template_ending(path_).size() < path_.size() ||
           std::ranges::any_of(document_.tokens, is_not_of_actions);
  }

  bool reports_conflict(SourceId source) {
    const Range marker = conflict_marker(sources_[source].text);
    if (marker.empty()) return false;
    document_.incomplete = true;
    report(DefectKind::not_well_formed,
           {.where = {.source = source, .begin = marker.begin, .end = marker.end},
            .message = fmt::format("'{}' begins a merge conflict that is not resolved",
                                   printable_start(marker.of(sources_[source].text)))});
    return true;
  }

  /// Takes out the elements that a template's conditions and loops are around, and marks those that
  /// blocks stand in: of them it is not known what they hold.
  void leave_out(Element& root, const XmlNotes& notes, const TemplateBlocks& blocks) {
    const SourceId source = root.name().where.source;
    for (const std::uint32_t at : blocks.between) {
      document_.blocks.push_back({.source = source, .begin = at, .end = at});
    }
    if (blocks.between.empty()) return;
    document_.incomplete = true;
    std::size_t number = 0;
    leave_out_below(root, notes, blocks, number);
  }

  /// `number`: of the element among the notes, in the order of the text. Returns how many blocks
  /// stand in the element.
  std::size_t leave_out_below(Element& element, const XmlNotes& notes, const TemplateBlocks& blocks,
                              std::size_t& number) {
    const std::uint32_t end = notes.elements[number++].end;
    const std::uint32_t begin = element.name().where.end;
    const auto inside =
        static_cast<std::size_t>(std::distance(std::ranges::lower_bound(blocks.between, begin),
                                               std::ranges::lower_bound(blocks.between, end)));
    std::size_t deeper = 0;
    for (Element** link = &element.first_child; *link != nullptr;) {
      Element& child = **link;
      const std::uint32_t at = child.name().where.begin;
      deeper += leave_out_below(child, notes, blocks, number);
      if (blocks.is_optional(at, begin)) {
        *link = child.next;
        child.next = nullptr;
        child.parent = &element;
        // What an included file includes is found from there only.
        if (chain_.empty()) document_.optional.push_back(&child);
      } else {
        link = &child.next;
      }
    }
    element.incomplete |= inside > deeper;
    return inside;
  }

  bool is_configuration(const Element& root) {
    if (root.name().value == root_name) return true;
    const bool other_case = equal_ignoring_case(root.name().value, root_name);
    // What conditions are around, or another template takes in, may have its root there.
    if (!other_case && !document_.blocks.empty()) {
      document_.incomplete = document_.is_template = true;
      return false;
    }
    Diagnostic diagnostic{
        .where = root.name().where,
        .message = fmt::format("the root element is '{}', not '{}'", root.name().value, root_name)};
    if (other_case) diagnostic.fix = {.edits = rename(root, root_name), .safe = false};
    report(other_case ? DefectKind::root_case : DefectKind::wrong_root, std::move(diagnostic));
    return other_case;
  }

  void set_expanded_limit(const Element& root) {
    const Element* set = root.child("ConfigCycleDetectionThreshold");
    limit_text_ = set != nullptr && set->text() ? set->text().value : default_expanded_size;
    // A limit that is not known is none.
    limit_ = std::min(parse_bytes(limit_text_).value_or(max_expanded_size), max_expanded_size);
    check_size(root.name().where);
  }

  bool check_size(Span where) {
    if (total_size_ <= limit_ || too_large_) return !too_large_;
    too_large_ = true;
    const std::string larger_than =
        limit_ < max_expanded_size
            ? fmt::format("{} ('ConfigCycleDetectionThreshold')", limit_text_)
            : fmt::format("{} MiB and was not read completely",
                          limits::expanded_size / limits::mebibyte);
    report(DefectKind::expanded_too_large,
           {.where = where,
            .message = "the configuration with its includes is larger than " + larger_than});
    return false;
  }

  /// Puts included elements in the place of each `Include` below `parent`.
  void resolve(Element& parent, std::uint32_t depth) {
    if (depth > limits::element_depth) {
      report(DefectKind::too_deep,
             {.where = parent.name().where,
              .message = fmt::format("elements nest deeper than {}", limits::element_depth)});
      parent.first_child = nullptr;
      mark_incomplete(parent);
      return;
    }
    resolve_list(parent.first_child, parent, depth);
  }

  /// The same for a list of siblings, whose first may change.
  void resolve_list(Element*& first, Element& parent, std::uint32_t depth) {
    for (Element** link = &first; *link != nullptr;) {
      Element* child = *link;
      child->parent = &parent;
      if (child->name().value != "Include") {
        // In another case AMPS may take it for one or not: what it names is not known here.
        if (equal_ignoring_case(child->name().value, "Include")) mark_incomplete(parent);
        resolve(*child, depth + 1);
        link = &child->next;
        continue;
      }
      *link = child->next;
      Element* included = include(*child, parent);
      if (included == nullptr) {
        mark_incomplete(parent);
        continue;
      }
      resolve_list(included, parent, depth);
      chain_.pop_back();
      if (included == nullptr) continue;
      Element** end = &included;
      while (*end != nullptr) end = &(*end)->next;
      *end = *link;
      *link = included;
      link = end;
    }
  }

  void mark_incomplete(Element& element) {
    element.incomplete = true;
    document_.incomplete = true;
  }

  /// The elements of an included file, which is then the last link of the chain; null where it
  /// cannot be read.
  Element* include(const Element& element, const Element& parent) {
    check_attributes(element);
    const Text name = element.text();
    if (!name) {
      report(DefectKind::include_empty,
             {.where = element.name().where, .message = "'Include' has no file name"});
      return nullptr;
    }
    if (name.unresolved) return nullptr;
    // Only a file that includes others needs its key, which takes the file system to work out.
    if (chain_.front().file.empty()) chain_.front().file = files_.key(path_);
    const fs::path path = find(std::string(name.value));
    const std::string file = files_.key(path);
    if (reports_cycle(file, path.string(), name) || !may_include(name)) return nullptr;
    Result<FileText> text = read(path);
    if (!text) {
      report(DefectKind::include_missing,
             {.where = name.where, .message = "included file: " + text.error().what});
      return nullptr;
    }
    // It may be any file, and what it holds a secret: none of it is shown.
    if (!begins_like_xml(text->text)) {
      report(DefectKind::include_missing,
             {.where = name.where,
              .message = fmt::format("included file '{}' is not XML: it does not begin with '<'",
                                     path.string())});
      return nullptr;
    }
    const std::size_t size = text->text.size();
    total_size_ += static_cast<double>(size);
    if (!check_size(name.where) || !take_off(size, name.where)) return nullptr;
    const SourceId stored = sources_.add(path.string(), std::move(*text));
    Element* included = read(sources_.add_inclusion(stored, name.where), Roots::several);
    if (included != nullptr) {
      document_.inclusions.push_back({.name = name, .parent = &parent, .file = kept(file)});
      chain_.push_back({.file = file, .path = path.string(), .include = name.where});
    }
    return included;
  }

  bool may_include(const Text& name) {
    if (too_large_) return false;
    if (++includes_ > limits::includes) {
      too_large_ = true;
      report(DefectKind::expanded_too_large,
             {.where = name.where,
              .message = fmt::format("more than {} files are included", limits::includes)});
      return false;
    }
    if (chain_.size() <= limits::include_depth) return true;
    report(DefectKind::too_deep,
           {.where = name.where,
            .message = fmt::format("includes nest deeper than {}", limits::include_depth)});
    return false;
  }

  /// Beside the including file, else below the current folder: AMPS does not say which it means.
  fs::path find(const std::string& name) const {
    fs::path given(name);
    if (given.is_absolute()) return given;
    fs::path beside = (fs::path(chain_.back().path).parent_path() / given).lexically_normal();
    const auto exists = [this](const fs::path& path) {
      return files_.kind(path) != FileKind::nothing;
    };
    if (!exists(beside) && exists(given)) return given.lexically_normal();
    return beside;
  }

  /// A copy that lives as long as the document.
  std::string_view kept(std::string_view text) {
    auto* bytes = static_cast<char*>(arena_.allocate(std::max<std::size_t>(text.size(), 1), 1));
    std::ranges::copy(text, bytes);
    return {bytes, text.size()};
  }

  void check_attributes(const Element& element) {
    for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
      constexpr std::string_view switches[] = {"true", "false", "enabled", "disabled"};
      const bool known = at->name.value == "comment";
      const bool valid = std::ranges::any_of(switches, [at](std::string_view allowed) {
        return equal_ignoring_case(at->value.value, allowed);
      });
      if (known && (valid || at->value.unresolved)) continue;
      report(DefectKind::include_attribute,
             known ? Diagnostic{.where = at->value.where,
                                .message = fmt::format("'{}' is neither 'true' nor 'false'",
                                                       at->value.value)}
                   : Diagnostic{
                         .where = at->name.where,
                         .message = fmt::format("'Include' has no attribute '{}', only 'comment'",
                                                at->name.value)});
    }
  }

  bool reports_cycle(const std::string& file, const std::string& path, const Text& name) {
    const auto same = [&file](const Link& link) { return link.file == file; };
    const auto first = std::ranges::find_if(chain_, same);
    if (first == chain_.end()) return false;
    Diagnostic diagnostic{.where = name.where, .message = "include cycle: "};
    for (auto link = first; link != chain_.end(); ++link) {
      diagnostic.message += fmt::format("'{}' includes ", link->path);
      if (link != first) {
        diagnostic.notes.push_back(
            {link->include, fmt::format("'{}' is included here", link->path)});
      }
    }
    diagnostic.message += fmt::format("'{}'", path);
    report(DefectKind::include_cycle, std::move(diagnostic));
    return true;
  }

  FileReader& files_;
  std::string path_;
  Variables variables_;
  Sources& sources_;
  Arena& arena_;
  LoadBudget& budget_;
  Document document_;
  std::vector<Link> chain_;
  double total_size_ = 0;
  double limit_ = 0;
  std::string_view limit_text_;
  std::size_t includes_ = 0;
  UsedText used_;
  bool too_large_ = false;
};

}  // namespace

Result<Document> load_document(FileReader& files, const std::string& path,
                               const Variables& variables, const std::string& amps_version,
                               Sources& sources, Arena& arena) {
  LoadBudget budget;
  return load_document(files, path, variables, amps_version, sources, arena, budget);
}

Result<Document> load_document(FileReader& files, const std::string& path,
                               const Variables& variables, const std::string& amps_version,
                               Sources& sources, Arena& arena, LoadBudget& budget,
                               std::optional<FileText> text) {
  Variables known = variables;
  known.set_reserved(path, amps_version);
  return Loader(files, path, std::move(known), sources, arena, budget).load(std::move(text));
}

const Element* read_running(std::string path, std::string text, Sources& sources, Arena& arena) {
  const SourceId source = sources.add(std::move(path), std::move(text), Origin::server);
  Defects defects;
  const XmlNotes notes = read_xml(sources, source, Roots::one, defects);
  if (!notes.readable) return nullptr;
  const Variables none;
  UsedText used;
  Decoder decoder(source, sources[source].text, notes, none, used, arena, defects);
  return read_tree(sources[source].text, notes, decoder, arena);
}

}  // namespace ampslint
