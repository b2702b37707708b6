#include "driver/names.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "check/fleet.hpp"
#include "check/match/alternatives.hpp"
#include "driver/public_form.hpp"
#include "model/children.hpp"

namespace ampslint::api {
namespace {

using Numbers = std::unordered_map<std::string_view, std::size_t>;

/// What one instance defines, by name.
struct Known {
  Numbers protocols;
  Numbers message_types;
  Numbers modules;
  Numbers topics;
  Numbers transports;

  const Numbers* of(ValueKind reference) const {
    switch (reference) {
      case ValueKind::protocol:
        return &protocols;
      case ValueKind::message_type:
        return &message_types;
      case ValueKind::transport:
        return &transports;
      case ValueKind::topic:
      case ValueKind::topics:
        return &topics;
      default:
        return is_reference(reference) ? &modules : nullptr;
    }
  }
};

/// Adds the names of one instance.
class InstanceNames {
 public:
  InstanceNames(const Instance& instance, const Request& request, NameTable& table)
      : instance_(instance), request_(request), table_(table), inputs_(table.checked().inputs) {
    label_ = inputs_.label(instance);
  }

  NamesOfInstance add() {
    const Span where = instance_.name ? instance_.name.where : instance_.root().name().where;
    number_ = table_.define(NameKind::instance, label_, {}, where);
    table_.add_definition(number_, instance_.name, NamePart::name);
    for (const Transport& transport : instance_.transports) add_transport(transport);
    if (instance_.admin) add_transport(*instance_.admin);
    add_all(instance_.protocols, NameKind::protocol, known_.protocols, "Module");
    add_all(instance_.message_types, NameKind::message_type, known_.message_types, "Module");
    add_all(instance_.modules, NameKind::module, known_.modules, "Library");
    add_all(instance_.topics, NameKind::topic, known_.topics, "MessageType");
    for (const SchemaNode& node : instance_.nodes) add_uses(node);
    for (const Inclusion& one : instance_.document.inclusions) {
      const std::size_t file = table_.define(NameKind::file, std::string(one.file));
      table_.add_use(file, one.name.where, NamePart::name, false, label_);
    }
    return {.message_types = std::move(known_.message_types), .transports = std::move(transports_)};
  }

  std::size_t number() const { return number_; }
  const std::string& label() const { return label_; }

 private:
  std::size_t add(NameKind kind, const Text& name, std::string_view otherwise, Span where) {
    const std::string shown = name ? inputs_.shown(name) : std::string(otherwise);
    const std::size_t number = table_.define(kind, shown, label_, where);
    table_.add_definition(number, name, NamePart::name);
    return number;
  }

  void add_transport(const Transport& transport) {
    const std::string label = inputs_.redactor.clean(transport.label());
    const std::size_t number = add(NameKind::transport, transport.name(), label, transport.where());
    table_.add_definition(number, transport.type_text(), NamePart::type);
    table_.add_definition(number,
                          transport.is_unix() ? transport.file_name() : transport.inet_addr(),
                          NamePart::address);
    table_.add_definition(number, transport.message_type(), NamePart::message_type);
    Named& named = table_[number];
    named.facts = inputs_.redactor.clean(listens_here(transport).message);
    if (!transport.is_admin && !transport.is_replication()) {
      named.listener =
          Listener{.scheme = std::string(scheme_for(transport)),
                   .port = transport.address ? transport.port_outside() : std::uint16_t{0},
                   .hosts = instance_.placement.hosts};
      if (transport.protocol_text())
        named.listener->protocol = inputs_.shown(transport.protocol_text());
      if (transport.message_type())
        named.listener->message_type = inputs_.shown(transport.message_type());
    }
    transports_[&transport] = number;
    if (transport.name()) known_.transports.emplace(transport.name().value, number);
  }

  template <typename Definitions>
  void add_all(const Definitions& definitions, NameKind kind, Numbers& numbers, WantedName fact) {
    for (const auto& one : definitions) {
      if (!is_known(one.name())) continue;
      const std::size_t number = add(kind, one.name(), {}, one.name().where);
      const Text text = text_of(one.element, fact);
      if (text) table_[number].facts = fmt::format("{} {}", fact.text, inputs_.shown(text));
      numbers.emplace(one.name().value, number);
    }
  }

  void add_uses(const SchemaNode& node) {
    const Text text = node.element->text();
    if (!text) return;
    if (text.unresolved || !text.pieces.empty()) add_variables(text.where);
    if (node.schema == nullptr || text.unresolved) return;
    const ValueKind kind = node.schema->value;
    if (kind == ValueKind::file || kind == ValueKind::secret_file) return add_file(text);
    const Numbers* const numbers = known_.of(kind);
    if (numbers == nullptr) return;
    const auto found = numbers->find(text.value);
    if (found == numbers->end()) return;
    table_.add_use(found->second, text.where, NamePart::name, table_.is_plain(text), label_);
  }

  /// `${NAME}` as often as it stands there.
  void add_variables(Span where) {
    const std::string_view written = inputs_.sources.text(where);
    for (std::size_t at = written.find("${"); at != npos; at = written.find("${", at + 2)) {
      const std::size_t end = written.find('}', at);
      if (end == npos) return;
      const std::string name(written.substr(at + 2, end - at - 2));
      if (name.empty() || name.find_first_of(" \t\r\n<${") != npos) continue;
      const Span place{where.source, where.begin + static_cast<std::uint32_t>(at) + 2,
                       where.begin + static_cast<std::uint32_t>(end)};
      table_.add_use(table_.define(NameKind::variable, name), place, NamePart::name, true, label_);
    }
  }

  void add_file(const Text& text) {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(inputs_.sources[instance_.document.source].path).parent_path();
    const fs::path path = folder / std::string(text.value);
    if (request_.files->kind(path) != FileKind::file) return;
    const std::size_t file = table_.define(NameKind::file, request_.files->key(path));
    table_.add_use(file, text.where, NamePart::name, false, label_);
  }

  const Instance& instance_;
  const Request& request_;
  NameTable& table_;
  const ampslint::Inputs& inputs_;
  std::string label_;
  std::size_t number_ = 0;
  Known known_;
  std::unordered_map<const Transport*, std::size_t> transports_;
};

/// What destinations name and reach of other instances.
void add_links(const std::vector<const Instance*>& all,
               const std::unordered_map<const Instance*, std::size_t>& numbers,
               const NamesOfInstances& names, NameTable& table) {
  const Fleet fleet(all);
  for (const Link& link : fleet.links) {
    const std::string from = table.checked().inputs.label(*link.from);
    const Text& name =
        link.destination->name() ? link.destination->name() : link.destination->group();
    if (name && link.certain) {
      const bool is_name =
          table.is_plain(name) && link.to->name && name.value == link.to->name.value;
      table.add_use(numbers.at(link.to), name.where, NamePart::name, is_name, from);
    }
    for (const DestinationTransport& transport : link.destination->transports) {
      for (const TargetAddress& target : transport.addresses) {
        const Transport* const reached =
            target.address ? replication_at(*link.to, *target.address) : nullptr;
        if (reached == nullptr) continue;
        table.add_use(names.at(link.to).transports.at(reached), target.text().where,
                      NamePart::address, false, from);
      }
    }
  }
}

}  // namespace

std::string_view to_string(NameKind kind) {
  constexpr std::string_view words[] = {"instance", "transport", "protocol", "message type",
                                        "module",   "topic",     "variable", "file"};
  return words[static_cast<std::size_t>(kind)];
}

NameTable::Spot NameTable::spot(Span where) {
  const Sources& sources = checked_.inputs.sources;
  if (file_of_.size() < sources.size()) file_of_.resize(sources.size());
  std::size_t& file = file_of_[where.source];
  if (file == 0)
    file = files_.try_emplace(sources[where.source].path, files_.size() + 1).first->second;
  return {.file = file, .begin = where.begin, .end = where.end};
}

std::size_t NameTable::define(NameKind kind, std::string name, std::string_view instance,
                              Span where) {
  const auto [known, is_new] = by_place_.try_emplace({kind, spot(where)}, all_.size());
  if (is_new) {
    all_.push_back({.kind = kind, .name = std::move(name), .instance = std::string(instance)});
    all_.back().defined.push_back({.where = place_of(checked_.inputs.sources, where)});
  } else if (all_[known->second].instance != instance) {
    all_[known->second].instance.clear();
  }
  return known->second;
}

std::size_t NameTable::define(NameKind kind, const std::string& name) {
  const auto [known, is_new] = by_name_.try_emplace({kind, name}, all_.size());
  if (is_new) all_.push_back({.kind = kind, .name = name});
  return known->second;
}

void NameTable::add_definition(std::size_t named, const Text& text, NamePart part) {
  if (!text) return;
  const Place where = place_of(checked_.inputs.sources, text.where);
  const bool is_name = part == NamePart::name && is_plain(text);
  auto& defined = all_[named].defined;
  const auto known = std::ranges::find_if(defined, [&](const NamePlace& one) {
    return one.where.path == where.path && one.where.start.offset == where.start.offset;
  });
  if (known == defined.end()) {
    defined.push_back({.where = where, .part = part, .is_name = is_name});
  } else if (known->part == part) {
    known->is_name = is_name;
  }
}

void NameTable::add_use(std::size_t named, Span where, NamePart part, bool is_name,
                        std::string_view instance, std::optional<std::size_t> connection) {
  if (!used_.emplace(named, spot(where), part).second) return;
  all_[named].used.push_back({.where = place_of(checked_.inputs.sources, where),
                              .part = part,
                              .is_name = is_name,
                              .instance = std::string(instance),
                              .connection = connection});
}

bool NameTable::is_plain(const Text& text) const {
  return text.pieces.empty() && !text.unresolved &&
         checked_.inputs.sources.text(text.where) == text.value &&
         checked_.inputs.shown(text) == text.value;
}

NamesOfInstances add_names_of_instances(const Request& request, NameTable& table) {
  NamesOfInstances names;
  std::vector<const Instance*> all;
  std::unordered_map<const Instance*, std::size_t> numbers;
  for (const auto& instance : table.checked().inputs.instances) {
    if (!instance->readable) continue;
    InstanceNames one(*instance, request, table);
    names[instance.get()] = one.add();
    numbers[instance.get()] = one.number();
    all.push_back(instance.get());
  }
  add_links(all, numbers, names, table);
  return names;
}

std::vector<Named> names_in(const ampslint::LintResult& checked, const Request& request) {
  NameTable table(checked);
  add_names_of_strings(add_names_of_instances(request, table), table);
  add_names_of_workspace(request, table);
  return table.take();
}

}  // namespace ampslint::api
