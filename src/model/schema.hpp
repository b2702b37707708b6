#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "load/xml.hpp"

namespace ampslint {

/// What the text of an element has to be. Names that a configuration gives elsewhere are
/// references.
enum class ValueKind : std::uint8_t {
  none,  ///< holds elements, no text
  text,
  path,
  address,  ///< `port` or `address:port`
  boolean,
  bytes,
  interval,
  percentage,
  octal,
  integer,
  version,  ///< dotted numbers
  choice,   ///< one of `choices`
  choices,  ///< any of `choices`, separated by blanks
  www_authenticate,
  // References, by what they name:
  protocol,
  protocol_module,
  message_type,
  message_type_module,
  authentication_module,
  entitlement_module,
  filter_module,
  transport,
};

/// It names something that is defined elsewhere, or built in.
constexpr bool is_reference(ValueKind kind) { return kind >= ValueKind::protocol; }

/// How often an element may stand in its parent.
enum class Occurs : std::uint8_t { once, many };

/// Which of the five transport types a child of `Transport` is for: a set of bits by
/// `TransportType`.
using TransportTypes = std::uint8_t;
inline constexpr TransportTypes no_transport_type = 0;
inline constexpr TransportTypes plain_tcp = 1U << 0U;
inline constexpr TransportTypes tls_tcp = 1U << 1U;
inline constexpr TransportTypes plain_replication = 1U << 2U;
inline constexpr TransportTypes tls_replication = 1U << 3U;
inline constexpr TransportTypes unix_domain = 1U << 4U;
inline constexpr TransportTypes every_transport_type = 0x1F;

/// Where the vendor's documentation stands on an element.
enum class Standing : std::uint8_t {
  documented,
  legacy,        ///< an older spelling that is still taken
  undocumented,  ///< seen in configurations of real servers
};

/// One row of the schema: an element of AMPSConfig at one place (AMPS 5.3.5 server documentation).
struct SchemaElement {
  std::string_view parent;  ///< the content model it belongs to
  std::string_view name;
  ValueKind value = ValueKind::text;
  std::string_view content =
      {};  ///< the content model of its children; `*`: anything, not known further
  Occurs occurs = Occurs::once;
  TransportTypes required = no_transport_type;  ///< outside of `Transport`, all or none
  TransportTypes allowed = every_transport_type;
  std::string_view choices = {};        ///< separated by blanks
  std::string_view default_value = {};  ///< as the manual prints it; empty: none
  Standing standing = Standing::documented;
  std::string_view manual = {};  ///< the section of the vendor's manual
};

/// The content model that the schema does not know further.
inline constexpr std::string_view open_content = "*";

/// The whole table, sorted by parent.
std::span<const SchemaElement> schema();
/// The rows of one content model.
std::span<const SchemaElement> schema_of(std::string_view content);
/// The row of an element in a content model, or null.
const SchemaElement* schema_element(std::string_view content, std::string_view name);
/// The names a content model knows.
std::vector<std::string_view> names_in(std::string_view content);
/// The content models whose documented elements include one of that name, in any case.
std::vector<std::string_view> contents_with(std::string_view name);
/// The `Type` values of a set.
std::vector<std::string_view> names_of(TransportTypes types);
/// The words of `choices`.
std::vector<std::string_view> words(std::string_view text);

/// An element of a configuration with the row that describes it.
struct SchemaNode {
  const Element* element = nullptr;
  const SchemaElement* schema = nullptr;  ///< null: not known in its parent
  const SchemaElement* parent = nullptr;  ///< the row of the parent; null for the root
  std::string_view model;                 ///< the content model it stands in
  /// The type of the transport that it is a child of; no type where it is none or not known.
  TransportTypes transport_type = no_transport_type;

  /// The schema demands it here.
  bool is_required() const {
    return schema->required == every_transport_type || (schema->required & transport_type) != 0;
  }
  /// It means something here.
  bool applies() const {
    return transport_type == no_transport_type || (schema->allowed & transport_type) != 0;
  }
};

/// Every element below `root` whose parent the schema knows, in document order.
std::vector<SchemaNode> describe(const Element& root);

}  // namespace ampslint
