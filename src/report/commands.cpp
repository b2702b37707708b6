#include "report/commands.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string_view>

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "check/match/alternatives.hpp"
#include "check/rule.hpp"
#include "model/named_secrets.hpp"
#include "model/protocol.hpp"
#include "model/redactor.hpp"
#include "report/frame.hpp"
#include "report/sink.hpp"
#include "report/xml_escape.hpp"

namespace ampslint {
namespace {

std::string host_of(const Transport& transport) {
  const std::vector<std::string>& known = transport.instance->placement.hosts;
  if (!known.empty()) {
    const std::string& host = known.front();
    return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
  }
  if (!transport.address || transport.address->is_bare()) return "localhost";
  const Address& address = *transport.address;
  if (!address.ip || !address.ip->is_wildcard()) {
    return address.ip && address.ip->v6 ? fmt::format("[{}]", address.host)
                                        : std::string(address.host);
  }
  return address.ip->v6 ? "[::1]" : "localhost";
}

/// The path for each message type the transport takes; a legacy protocol is its own path.
std::vector<std::string> paths_of(const Transport& transport) {
  if (is_legacy(transport.protocol)) {
    for (const std::string_view name : string_protocols()) {
      if (protocol_named(name) == transport.protocol) return {std::string(name)};
    }
    return {};
  }
  if (transport.message_type()) return {fmt::format("amps/{}", transport.message_type().value)};
  std::vector<std::string> paths;
  std::set<std::string_view> known;
  const auto add = [&](std::string_view type) {
    if (known.insert(type).second) paths.push_back(fmt::format("amps/{}", type));
  };
  for (const std::string_view type : default_message_types()) add(type);
  for (const MessageTypeDefinition& type : transport.instance->message_types) {
    if (type.name() && !type.name().unresolved) add(type.name().value);
  }
  return paths;
}

std::string reason_for_none(const Transport& transport) {
  if (transport.is_replication()) return "for replication only";
  if (transport.type == TransportType::unknown) return "the type is unknown";
  if (transport.protocol == Protocol::unknown) return "the protocol is unknown";
  if (transport.message_type().unresolved) return "the message type is unknown";
  if (!transport.is_unix() && !transport.address) return "the address is unknown";
  if (transport.is_unix() && !transport.file_name()) return "the socket is unknown";
  if (transport.authentication.access == Access::nobody ||
      transport.entitlement.access == Access::nobody) {
    return "its security modules deny everyone";
  }
  return {};
}

Offer offer_of(const Transport& transport, const Inputs& inputs) {
  Offer offer{.instance = inputs.label(*transport.instance),
              .transport = inputs.shown(transport.name()),
              .strings = {},
              .notice = reason_for_none(transport)};
  if (!offer.notice.empty()) return offer;
  const std::string_view scheme = scheme_for(transport);
  std::vector<std::string> paths = paths_of(transport);
  constexpr std::size_t most = 200;
  if (paths.size() > most) {
    offer.notice = fmt::format("also takes {} more message types", paths.size() - most);
    paths.resize(most);
  }
  for (const std::string& path : paths) {
    offer.strings.push_back(
        transport.is_unix()
            ? fmt::format("unix://localhost:0/{}?path={}", path, transport.file_name().value)
            : fmt::format("{}://{}:{}/{}", scheme, host_of(transport), transport.port_outside(),
                          path));
  }
  for (std::string& string : offer.strings) string = inputs.redactor.hidden(std::move(string));
  if (offer.strings.empty()) offer.notice = "no client speaks its protocol";
  if (transport.disabled) offer.notice = "starts disabled";
  return offer;
}

void write_reading(ClientKind kind, const Reading& reading, const ReportOptions& options,
                   std::ostream& out) {
  out << fmt::format("  {:<13}", to_string(kind));
  if (!reading.accepts) {
    out << painted("unknown", Paint::yellow, options);
  } else if (*reading.accepts) {
    out << painted("accepts", Paint::green, options);
  } else {
    out << painted("refuses", Paint::red, options) << ": " << printable(reading.error);
  }
  out << '\n';
}

/// A value without what it shows itself to be secret, as `--password …`.
std::string without_named(std::string value) { return masked(value, 0, named_secrets(value)); }

/// XML for people: a colon that a CI service could take for a command's as a reference.
std::string shown(std::string xml) {
  for (std::size_t at = xml.find("::"); at != npos; at = xml.find("::", at)) {
    xml.replace(at, 1, "&#58;");
  }
  return xml;
}

/// Writes elements back as XML, two blanks a level.
class ExpandedWriter {
 public:
  ExpandedWriter(const Inputs& inputs, bool origins, std::ostream& out)
      : inputs_(inputs), origins_(origins), out_(out) {}

  void write(const Element& element, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    const std::string name = printable(element.name().value);
    const std::string tag = fmt::format("{}<{}{}", indent, name, attributes(element));
    const std::string text = shown(xml_text(without_named(inputs_.shown(element.text()))));
    if (element.children().empty()) {
      line(element.name().where,
           text.empty() ? tag + "/>" : fmt::format("{}>{}</{}>", tag, text, name));
      return;
    }
    line(element.name().where, tag + ">" + text);
    for (const Element& child : element.children()) write(child, depth + 1);
    line(element.name().where, fmt::format("{}</{}>", indent, name));
  }

 private:
  std::string attributes(const Element& element) const {
    std::string text;
    for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
      text += fmt::format(" {}=\"{}\"", printable(at->name.value),
                          shown(xml_attribute(without_named(inputs_.shown(at->value)))));
    }
    return text;
  }

  void line(Span where, const std::string& text) {
    if (origins_) {
      out_ << defused(fmt::format("{}:{}: ", printable(inputs_.sources[where.source].path),
                                  inputs_.sources.position(where.source, where.begin).line));
    }
    out_ << text << '\n';
  }

  const Inputs& inputs_;
  bool origins_;
  std::ostream& out_;
};

}  // namespace

std::vector<Offer> offers_of(const Instance& instance, const Inputs& inputs) {
  std::vector<Offer> offers;
  for (const Transport& transport : instance.transports) {
    offers.push_back(offer_of(transport, inputs));
  }
  return offers;
}

void write_parsed_text(const std::vector<ConnectionString>& clients, const ReportOptions& options,
                       std::ostream& out) {
  Sink text(out);
  for (const ConnectionString& client : clients) {
    const Parts& parts = client.parts();
    text << painted(client.show(client.text), Paint::bold, options) << '\n';
    const auto write = [&](std::string_view name, Part part) {
      if (part.present()) text << fmt::format("  {:<13}{}\n", name, client.show(part));
    };
    write("scheme", parts.scheme);
    write("user", parts.user);
    if (parts.password.present()) text << fmt::format("  {:<13}{}\n", "password", secret_mark);
    write("host", parts.host);
    write("port", parts.port);
    write("prefix", parts.prefix);
    write("protocol", parts.protocol);
    write("message type", parts.message_type);
    for (const Option& option : parts.options) {
      text << fmt::format("  {:<13}{}", "option", client.show(option.key));
      if (option.value.present()) text << " = " << client.show(option.value);
      text << '\n';
    }
    for (const ClientKind kind : all_client_kinds) {
      write_reading(kind, read_as(kind, client.text, client.version), options, text);
    }
    text << '\n';
  }
}

void write_offers_text(const std::vector<Offer>& offers, std::ostream& out) {
  Sink text(out);
  for (const Offer& offer : offers) {
    text << printable(offer.instance) << '/'
         << (offer.transport.empty() ? "(unnamed)" : printable(offer.transport));
    if (!offer.notice.empty()) text << " (" << printable(offer.notice) << ')';
    text << '\n';
    for (const std::string& string : offer.strings) text << "  " << printable(string) << '\n';
  }
}

void write_rules_text(std::span<const NamedRule> rules, std::ostream& out) {
  std::size_t width = 0;
  for (const NamedRule& rule : rules) width = std::max(width, rule.id.size());
  for (const NamedRule& rule : rules) {
    out << fmt::format("{:<{}}  {:<7}  {}\n", rule.id, width, to_string(rule.rule.severity),
                       summary(rule));
  }
}

void write_expanded(const Document& document, const Inputs& inputs, bool origins,
                    std::ostream& out) {
  if (document.root != nullptr) ExpandedWriter(inputs, origins, out).write(*document.root, 0);
}

}  // namespace ampslint
