#include "model/instance.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/suggest.hpp"
#include "model/children.hpp"
#include "model/modules.hpp"
#include "model/value.hpp"

namespace ampslint {
namespace {

bool is_true(const Text& text) { return text && parse_boolean(text.value).value_or(false); }

class Builder {
 public:
  Builder(Instance& instance, const Element& root) : instance_(instance), root_(root) {}

  void build() {
    Described described = describe(root_, instance_.document.optional);
    instance_.nodes = std::move(described.nodes);
    instance_.parents = std::move(described.parents);
    instance_.name = text_of(&root_, "Name");
    instance_.group = text_of(&root_, "Group");
    instance_.topics = read_topics(root_);
    instance_.logged_topics = read_logged_topics(root_);
    instance_.destinations = read_destinations(root_);
    instance_.actions = read_actions(root_);
    for (const Element& section : root_.children()) add_section(section);
    // Transports name what is defined anywhere in the file, also below them.
    for (const Element& section : root_.children()) add_transports(section);
    add_admin();
  }

 private:
  void add_section(const Element& section) {
    const bool protocols = section.is_in_any_case("Protocols");
    const bool message_types = section.is_in_any_case("MessageTypes");
    const bool modules = section.is_in_any_case("Modules");
    if (!protocols && !message_types && !modules) return;
    for (const Element& child : section.children()) {
      if (protocols && child.is_in_any_case("Protocol")) add_protocol(child);
      if (message_types && child.is_in_any_case("MessageType")) {
        instance_.message_types.push_back({.element = &child, .named = child_of(&child, "Name")});
      }
      if (modules && child.is_in_any_case("Module")) {
        instance_.modules.push_back({.element = &child, .named = child_of(&child, "Name")});
      }
    }
  }

  void add_protocol(const Element& element) {
    ProtocolDefinition made{.element = &element, .named = child_of(&element, "Name")};
    if (const Text module = made.module(); is_known(module)) {
      made.protocol = protocol_named(module.value).value_or(Protocol::unknown);
    }
    instance_.protocols.push_back(made);
  }

  void add_transports(const Element& section) {
    if (!section.is_in_any_case("Transports")) return;
    for (const Element& child : section.children()) {
      if (child.is_in_any_case("Transport")) add_transport(child);
    }
  }

  void add_transport(const Element& element) {
    Transport made;
    read_common(made, element);
    made.type = transport_type(made.type_text());
    made.named = child_of(&element, "Name");
    made.protocol = protocol_of(made.protocol_text());
    if (!made.is_replication()) made.typed = child_of(&element, "MessageType");
    const Text initial_state = made.initial_state();
    made.disabled = initial_state && !parse_boolean(initial_state.value).value_or(true);
    made.tls = made.type == TransportType::tcps ||
               made.type == TransportType::amps_replication_secure ||
               (made.type == TransportType::tcp && made.certificate() && made.private_key());
    blur(made);
    made.verifies_clients = made.tls && is_true(made.verify_client());
    instance_.transports.push_back(made);
  }

  /// What is absent, and yet may be meant: by an include that could not be read, a misspelt name,
  /// or an element around it that does not belong there.
  static bool may_be_meant(const Element& element, WantedName name) {
    if (child_of(&element, name) != nullptr) return false;
    if (element.incomplete) return true;
    const ContentModel& model = *content_model("Transport");
    return std::ranges::any_of(element.children(), [&](const Element& child) {
      if (schema_element(model, child.name().value) != nullptr) return false;
      return nearest(child.name().value, names_in(model)) == name.text ||
             child_of(&child, name) != nullptr;
    });
  }

  static void blur(Transport& made) {
    const Element& element = *made.element;
    const ContentModel& model = *content_model("Transport");
    const auto is_known_child = [&model](const Element& child) {
      return schema_element(model, child.name().value) != nullptr;
    };
    if (!element.incomplete && std::ranges::all_of(element.children(), is_known_child)) return;
    if (may_be_meant(element, "Protocol")) made.protocol = Protocol::unknown;
    if (may_be_meant(element, "MessageType")) made.hides_message_type = true;
    if (may_be_meant(element, "Certificate") || may_be_meant(element, "PrivateKey")) {
      made.type = TransportType::unknown;
    }
    if (may_be_meant(element, "Authentication")) made.authentication.access = Access::unknown;
    if (may_be_meant(element, "Entitlement")) made.entitlement.access = Access::unknown;
  }

  void read_common(Transport& made, const Element& element) {
    made.instance = &instance_;
    made.element = &element;
    made.bound = child_of(&element, "InetAddr");
    AddressFault fault;
    if (const Text given = made.inet_addr(); is_known(given)) {
      made.address = parse_address(given.value, fault);
    }
    made.authentication = module_in_force(element, "Authentication");
    made.entitlement = module_in_force(element, "Entitlement");
  }

  /// The module of a block at the transport, else at the instance, else AMPS's default, which lets
  /// in anyone.
  ModuleInForce module_in_force(const Element& transport, WantedName block_name) const {
    const Element* block = child_of(&transport, block_name);
    bool missed = block == nullptr && transport.incomplete;
    if (block == nullptr) block = child_of(&root_, block_name);
    missed |= block == nullptr && root_.incomplete;
    if (missed) return {.access = Access::unknown};
    if (block == nullptr) return {};
    ModuleInForce force{.access = Access::unknown, .given = child_of(block, "Module")};
    const Text module = force.module();
    if (!is_known(module)) return force;
    force.access = access_of(module.value);
    const Element* options = child_of(block, "Options");
    force.uses_user = is_true(text_of(options, "AllowSpoofing"));
    if (is_true(text_of(options, "RequireUsername"))) force.access = Access::checked;
    return force;
  }

  /// A module of `<Modules>` decides for itself, whatever its name.
  Access access_of(std::string_view module) const {
    const bool defined =
        std::ranges::any_of(instance_.modules, [module](const ModuleDefinition& defined) {
          return defined.name() && defined.name().value == module;
        });
    return defined ? Access::checked : access_of_module(module);
  }

  Protocol protocol_of(const Text& text) const {
    if (!text) return Protocol::amps;
    if (text.unresolved) return Protocol::unknown;
    for (const ProtocolDefinition& defined : instance_.protocols) {
      if (defined.name() && defined.name().value == text.value) return defined.protocol;
    }
    return protocol_named(text.value).value_or(Protocol::unknown);
  }

  void add_admin() {
    const Element* element = child_of(&root_, "Admin");
    if (element == nullptr || !text_of(element, "InetAddr")) return;
    Transport made;
    made.is_admin = true;
    read_common(made, *element);
    made.tls = made.certificate() && made.private_key();
    instance_.admin = made;
  }

  Instance& instance_;
  const Element& root_;
};

}  // namespace

Text Transport::message_type() const {
  if (!hides_message_type) return text_of(typed);
  return {.value = "", .where = element->name().where, .unresolved = true, .pieces = {}};
}

bool MessageTypeDefinition::is_composite() const {
  const Text module = this->module();
  return module && (module.value == "composite-global" || module.value == "composite-local");
}

std::vector<Text> MessageTypeDefinition::parts() const { return texts_of(element, "MessageType"); }

std::string Transport::label() const {
  if (is_admin) return "the Admin interface";
  if (name()) return fmt::format("transport '{}'", name().value);
  if (inet_addr()) return fmt::format("the transport at '{}'", inet_addr().value);
  return "the transport";
}

bool Instance::knows_message_type(std::string_view type) const {
  const std::span<const std::string_view> loaded = default_message_types();
  return std::ranges::find(loaded, type) != loaded.end() ||
         std::ranges::any_of(message_types, [type](const MessageTypeDefinition& defined) {
           return defined.name() && (defined.name().value == type || defined.name().unresolved);
         });
}

const Transport* Instance::replication_transport() const {
  const auto found = std::ranges::find_if(transports, &Transport::is_replication);
  return found == transports.end() ? nullptr : &*found;
}

std::string Instance::label(const Sources& sources) const {
  return name ? std::string(name.value) : sources[document.source].path;
}

std::vector<std::uint16_t> Transport::ports_outside() const {
  if (!address) return {};
  const std::vector<PortMapping>& mapped = instance->placement.ports;
  if (mapped.empty()) return {address->port};
  std::vector<std::uint16_t> ports;
  for (const PortMapping& one : mapped) {
    if (one.inside == address->port) ports.push_back(one.outside);
  }
  return ports;
}

std::uint16_t Transport::port_outside() const {
  const std::vector<std::uint16_t> ports = ports_outside();
  return ports.empty() ? address->port : ports.front();
}

std::string Transport::address_outside() const {
  const bool mapped = address && port_outside() != address->port;
  return mapped ? std::to_string(port_outside()) : std::string(inet_addr().value);
}

std::shared_ptr<const Instance> build_instance(Document document, Version version,
                                               Placement placement, const RegexBudget& regexes) {
  auto instance = std::make_shared<Instance>();
  instance->regexes = &regexes;
  instance->placement = std::move(placement);
  instance->document = std::move(document);
  instance->version = version;
  const Element* root = instance->document.root;
  instance->readable = root != nullptr;
  instance->incomplete = instance->document.incomplete;
  if (root != nullptr) Builder(*instance, *root).build();
  return instance;
}

}  // namespace ampslint
