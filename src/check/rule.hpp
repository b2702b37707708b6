#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/diagnostic.hpp"

namespace ampslint {

// A rule includes its subject; who only lists rules needs none of them.
enum class DefectKind : std::uint8_t;
struct ActionStep;
struct ConnectionString;
struct Destination;
struct Failover;
struct Fleet;
struct Inspected;
struct Instance;
struct Match;
struct ModuleDefinition;
struct Policy;
struct Probed;
struct Proxied;
struct SchemaNode;
struct TopicDefinition;
struct Transport;
struct Upgrade;

template <typename Subject>
using CheckOf = void (*)(const Subject&, Diagnostics&);

/// What a rule looks at, and so how often it runs: a defect that loading met, an instance, each
/// element, transport, destination, topic, step of an action or module in it, all instances
/// together, an instance between two versions, a connection string by itself, a list of them, one
/// with the transport its address reaches, one at a proxy's address, one with what a probe saw of
/// it, an instance with what its Admin interface answered, or what a policy of the workspace
/// selects (which names no function).
using Check = std::variant<DefectKind, CheckOf<Instance>, CheckOf<SchemaNode>, CheckOf<Transport>,
                           CheckOf<Destination>, CheckOf<TopicDefinition>, CheckOf<ActionStep>,
                           CheckOf<ModuleDefinition>, CheckOf<Fleet>, CheckOf<Upgrade>,
                           CheckOf<ConnectionString>, CheckOf<Failover>, CheckOf<Match>,
                           CheckOf<Proxied>, CheckOf<Probed>, CheckOf<Inspected>, CheckOf<Policy>>;

/// When a rule about a connection string by itself speaks.
enum class When : std::uint8_t {
  can_be_checked,  ///< not where a placeholder stands for part of the string
  always,
  no_other_error,      ///< only where no other rule has reported an error on the same string
  no_instance_to_ask,  ///< below an error, only where no configuration is given, which knows better
};

/// The strings that a rule about strings speaks of.
enum class About : std::uint8_t {
  connection,  ///< what clients read
  address,     ///< also those without a path, which is set elsewhere: a connector's servers
  spark,       ///< what spark, the command line client, takes
};

/// The set that a rule belongs to, unless it is selected by name.
enum class Preset : std::uint8_t {
  standard,  ///< `default`: what will fail or surprise
  pedantic,  ///< notes and advice
  security,  ///< what weakens it
};

std::string_view to_string(Preset preset);
std::optional<Preset> preset_named(std::string_view name);
inline constexpr Preset all_presets[] = {Preset::standard, Preset::pedantic, Preset::security};

struct Rule {
  Severity severity;  ///< its usual one; a diagnostic may carry another
  Check check;
  bool fixable = false;  ///< its diagnostics may carry a fix
  When when = When::can_be_checked;
  Preset preset = Preset::standard;
  About about = About::connection;
};

/// A rule under its name: the file name of its page.
struct NamedRule {
  std::string_view id;
  std::string_view page;  ///< the whole Markdown page
  Rule rule;
};

/// Every rule that the tool brings, sorted by id.
std::span<const NamedRule> all_rules();
/// Names the policies of the workspace, if it has any.
inline constexpr std::string_view all_policies = "policy-*";

/// The rules whose check has that index in the variant `Check`, by index, in order.
std::span<const std::uint16_t> rules_of_kind(std::size_t kind);

/// Whether a word names a rule: its id, or a prefix of it that ends in `*`.
bool names_rule(std::string_view word, std::string_view id);

/// "; did you mean 'x'?" of the rules of these ids, or nothing.
std::string did_you_mean_rule(std::string_view word, std::span<const std::string_view> ids);

/// The page's first paragraph as one line: the rule in one sentence.
std::string summary(const NamedRule& rule);
/// The part of the id before the first hyphen; `message-type` for the one family that has a hyphen.
std::string_view family(std::string_view id);
/// `static`, `host` or `live`: what it takes to run the rule.
std::string_view level(std::string_view id);

}  // namespace ampslint
