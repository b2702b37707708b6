#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "load/xml/tree.hpp"

namespace ampslint {

/// What the text of an element has to be. Names that a configuration gives elsewhere are
/// references.
enum class ValueKind : std::uint8_t {
  none,  ///< holds elements, no text
  text,
  path,         ///< of something that AMPS makes where it is not there
  file,         ///< the path of a file that must be there before the start
  secret_file,  ///< the same, of one that only the server is to read
  folder,       ///< the path of a folder that must be there before the start
  address,      ///< `port` or `address:port`
  boolean,
  bytes,
  memory,     ///< bytes, or a percentage
  log_size,   ///< bytes in decimal units, fractions allowed
  interval,   ///< one, or one of `choices`
  intervals,  ///< one, or several separated by commas
  percentage,
  octal,
  integer,
  version,           ///< dotted numbers
  pattern,           ///< a regular expression (PCRE)
  header,            ///< `Name: value`
  choice,            ///< one of `choices`
  choices,           ///< any of `choices`, separated by blanks
  list,              ///< any of `choices`, separated by commas
  www_authenticate,  ///< a scheme of `choices`; `Basic` with its realm
  struct_field,      ///< `xpath = [byte order][count]type`
  topic,             ///< the name of a topic, taken literally
  topics,            ///< the name of a topic, or a regular expression for the names of several
  topic_format,      ///< the name of a topic, with `%n` in it
  glob,              ///< a pattern for files, as a shell has it
  bookmark,          ///< one of `choices`, a bookmark or a point in time
  schedule,          ///< an interval, a time of day, or a day and a time
  signal_name,       ///< of a signal that can be caught
  path_step,         ///< one step of a path below an address
  variable,          ///< the name of a variable that it sets
  assignment,        ///< `NAME=expression`
  error_codes,       ///< codes of messages, or patterns for them, separated by commas
  lookup,            ///< the declaration of a `VALUE_LOOKUP`
  // AMPS expressions, by what they may hold:
  expression,        ///< functions of one message
  filter,            ///< the same, with functions that always give the same result
  condition,         ///< as an action has it
  identifier,        ///< the path of a field, as in `/order/id`
  view_identifier,   ///< the same, its topic before it if need be
  join,              ///< two of those with a '=' between them
  field,             ///< `expression AS /field`
  enrichment_field,  ///< the same, with `OF PREVIOUS`
  view_field,        ///< the same with aggregates, for fields of several topics
  // References, by what they name:
  protocol,
  protocol_module,
  message_type,
  message_type_module,
  authentication_module,
  entitlement_module,
  authenticator_module,
  filter_module,
  function_module,
  key_generator_module,
  on_module,
  if_module,
  do_module,
  transport,
};

/// It names something that is defined elsewhere, or built in.
constexpr bool is_reference(ValueKind kind) { return kind >= ValueKind::protocol; }

/// How often an element may stand in its parent.
enum class Occurs : std::uint8_t { once, many };

/// Where the vendor's documentation stands on an element.
enum class Standing : std::uint8_t {
  documented,
  legacy,        ///< an older spelling that is still taken
  obsolete,      ///< of an older version, no longer in the manual
  undocumented,  ///< seen in configurations of real servers
};

/// In every variant of an element.
inline constexpr std::string_view every_variant = "*";

/// One row of the schema: an element of AMPSConfig at one place (AMPS 5.3.5 server documentation).
struct SchemaElement {
  std::string_view name;
  ValueKind value = ValueKind::text;
  std::string_view content = {};  ///< the name of the content model of its children
  Occurs occurs = Occurs::once;
  std::string_view required =
      {};                         ///< the variants of its parent that demand it, or `every_variant`
  std::string_view allowed = {};  ///< the variants that it means something in; empty: all
  std::string_view choices = {};  ///< separated by blanks
  std::string_view default_value = {};  ///< as the manual prints it; empty: none
  std::string_view least = {};          ///< the smallest and the largest value; empty: no limit
  std::string_view most = {};
  std::string_view excludes = {};  ///< siblings that it cannot stand beside, but for their default
  std::string_view needs = {};     ///< the sibling that it needs
  Standing standing = Standing::documented;
  std::string_view synonym_of = {};      ///< the documented name of a legacy one
  std::string_view since = {};           ///< the version that it came with; empty: not documented
  std::string_view default_before = {};  ///< the default before `default_since`
  std::string_view default_since = {};
  std::string_view default_from = {};  ///< the sibling whose value it has where it has none
  bool in_order = false;         ///< its place among the siblings that are in order, too, counts
  std::string_view notice = {};  ///< what else decides whether it is needed or taken
  std::string_view manual = {};  ///< the section of the vendor's manual, where not its model's
};

/// What an element may hold: its children, by name. Named after the element, with its parent where
/// several elements share the name, or after the module or library whose options they are.
struct ContentModel {
  std::string_view name;
  std::string_view manual;  ///< the section of the vendor's manual
  std::span<const SchemaElement> rows;
  std::string_view decided_by = {};  ///< the child whose value is the parent's variant
  bool complete = true;              ///< false: the manual knows more than the facts at hand
};

/// The options of a module, and not what an element of AMPS's own holds.
bool is_of_module(const ContentModel& model);

/// The content model that the schema does not know further: options of a custom module.
inline constexpr std::string_view open_content = "*";
/// The content model that the module beside the element decides.
inline constexpr std::string_view content_by_module = "?";

/// The whole table.
std::span<const ContentModel> schema();
/// A content model by name, or null.
const ContentModel* content_model(std::string_view name);
/// The row of an element in a content model, or null; in another case where there is none, since
/// AMPS does not say that case counts.
const SchemaElement* schema_element(const ContentModel& model, std::string_view name);
/// The names a content model knows.
std::vector<std::string_view> names_in(const ContentModel& model);
/// The content models whose documented elements include one of that name, in any case; not the
/// options of actions.
std::span<const std::string_view> contents_with(std::string_view name);
/// The variants that a content model distinguishes; empty where it distinguishes none.
std::vector<std::string_view> variants_of(const ContentModel& model);
/// The words of `choices`.
std::vector<std::string_view> words(std::string_view text);
/// Whether a word is among them.
bool has_word(std::string_view text, std::string_view word);

/// An element whose children the schema knows.
struct SchemaParent {
  const Element* element = nullptr;
  const ContentModel* model = nullptr;
  std::string_view variant = {};          ///< empty where it has none, or it is not known
  const ContentModel* options = nullptr;  ///< what its module takes; null: none, or not known
};

/// An element of a configuration with the row that describes it.
struct SchemaNode {
  const Element* element = nullptr;
  const SchemaElement* schema = nullptr;  ///< null: not known in its parent
  const SchemaParent* parent = nullptr;

  /// The content model it stands in.
  const ContentModel* model() const { return parent->model; }
  std::string_view variant() const { return parent->variant; }
  /// The schema demands it here.
  bool is_required() const;
  /// It means something here.
  bool applies() const;
  /// Its text is given, and no variable of the file or of an action (`{{NAME}}`) hides what it is.
  bool has_known_value() const;
};

/// A configuration as the schema sees it.
struct Described {
  std::vector<SchemaNode> nodes;     ///< every element whose parent the schema knows, in order
  std::deque<SchemaParent> parents;  ///< the root, and then in the order of the nodes
};

/// Whether each of them has its row.
bool all_known(std::span<const SchemaNode> nodes);

/// Reads the elements below the root of a configuration by the schema, and then the `optional`
/// ones, which are no children of their parents; an outer one stands before those in it.
Described describe(const Element& root, std::span<Element* const> optional = {});

}  // namespace ampslint
