#include "driver/diff.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>

#include "base/files.hpp"
#include "base/plural.hpp"
#include "base/suggest.hpp"
#include "check/finish.hpp"
#include "check/fleet.hpp"
#include "check/string_places.hpp"
#include "driver/find_configurations.hpp"
#include "driver/public_form.hpp"
#include "driver/run.hpp"
#include "host/revision.hpp"
#include "model/changes.hpp"
#include "model/meaning.hpp"
#include "model/named_secrets.hpp"
#include "report/difference.hpp"

namespace ampslint::api {
namespace {

using Checked = ampslint::LintResult;

/// One of the two sides.
struct Side {
  std::unique_ptr<Revision> revision = nullptr;  ///< null: the files as they are
  std::unique_ptr<Overlay> files = nullptr;      ///< a revision's, and the workspace
  Request request = {};
  std::string folder = {};  ///< what was named: paths in it are the same on both sides
  Checked checked = {};
};

using Sides = std::pair<std::unique_ptr<Side>, std::unique_ptr<Side>>;

/// What the command line compares.
struct Operands {
  std::vector<std::string> revisions;
  std::vector<std::string> paths;
};

Result<Operands> operands_of(FileReader& files, const std::vector<std::string>& given) {
  Operands operands;
  for (const std::string& one : given) {
    const bool exists = one == "-" || files.kind(one) != FileKind::nothing;
    if (exists || operands.revisions.size() == 2) {
      operands.paths.push_back(one);
    } else if (operands.paths.empty()) {
      operands.revisions.push_back(one);
    } else {
      return tl::unexpected(
          Error{.what = fmt::format("'{}' does not exist{}", one, path_meant(files, one)),
                .help = "a git revision comes first: ampslint diff REVISION [PATH ...]"});
    }
  }
  if (!operands.revisions.empty() || operands.paths.size() == 2) return operands;
  return tl::unexpected(
      Error{.what = "two configurations or folders are compared, or a git revision with this one",
            .help = "ampslint diff OLD NEW, ampslint diff REVISION [PATH ...]"});
}

/// Makes the sides of a comparison, without reading them.
class SideMaker {
 public:
  SideMaker(const Request& options, const Inputs& inputs, const DiffOptions& how)
      : options_(options), inputs_(inputs), how_(how) {}

  Result<Sides> make(const Operands& operands) {
    if (operands.revisions.empty()) {
      return Sides{of_path(operands.paths[0]), of_path(operands.paths[1])};
    }
    Sides sides;
    auto before = of_revision(operands.revisions[0]);
    if (!before) return tl::unexpected(before.error());
    sides.first = std::move(*before);
    if (operands.revisions.size() == 2) {
      auto after = of_revision(operands.revisions[1]);
      if (!after) return tl::unexpected(after.error());
      sides.second = std::move(*after);
    } else {
      sides.second = std::make_unique<Side>();
      sides.second->request = options_;
    }
    return with_paths(operands.paths, std::move(sides));
  }

 private:
  std::unique_ptr<Side> of_path(const std::string& path) const {
    auto side = std::make_unique<Side>();
    Request options = options_;
    Inputs inputs = inputs_;
    inputs.configurations = {path};
    inputs.folder.clear();
    FileReader& files = *options_.files;
    std::string own = joined(path, workspace_file_name);
    const bool has_own = how_.own_workspaces && files.kind(path) == FileKind::folder &&
                         files.kind(own) == FileKind::file;
    if (has_own) {
      options.workspace = std::move(own);
      inputs.configurations.clear();
      inputs.folder = path;
    }
    side->request = request_for(options, inputs);
    side->folder = path;
    return side;
  }

  Result<std::unique_ptr<Side>> of_revision(const std::string& name) const {
    Result<std::unique_ptr<Revision>> revision = Revision::open(name);
    if (!revision) {
      Error error = revision.error();
      error.what += path_meant(*options_.files, name);
      return tl::unexpected(std::move(error));
    }
    auto side = std::make_unique<Side>();
    side->revision = std::move(*revision);
    side->files = std::make_unique<Overlay>(*side->revision);
    side->request = options_;
    side->request.files = side->files.get();
    // A workspace that is newer than the revision says what it can of it.
    const std::string& workspace = options_.workspace;
    if (!workspace.empty() && side->revision->kind(workspace) == FileKind::nothing) {
      Result<FileText> text = read_file(*options_.files, workspace, limits::workspace_size);
      if (text) side->files->texts.emplace(side->files->key(workspace), std::move(*text));
    }
    return side;
  }

  /// A path need not be there on both sides.
  Result<Sides> with_paths(const std::vector<std::string>& paths, Sides sides) const {
    for (const std::string& path : paths) {
      const auto lacks = [&path](const Side& side) {
        return side.request.files->kind(path) == FileKind::nothing;
      };
      if (!lacks(*sides.first) || !lacks(*sides.second)) continue;
      return tl::unexpected(Error{
          .what = fmt::format("'{}' does not exist{}", path, path_meant(*options_.files, path))});
    }
    for (Side* side : {sides.first.get(), sides.second.get()}) {
      Inputs inputs = inputs_;
      inputs.configurations = paths;
      inputs.allow_empty = true;
      std::erase_if(inputs.configurations, [side](const std::string& path) {
        return side->request.files->kind(path) == FileKind::nothing;
      });
      if (inputs.configurations.empty() && !paths.empty()) {
        inputs.folder.clear();
        side->request.workspace.clear();
      }
      side->request = request_for(side->request, inputs);
    }
    return sides;
  }

  const Request& options_;
  const Inputs& inputs_;
  const DiffOptions& how_;
};

/// An instance on both sides, or on one.
struct InstancePair {
  const Instance* before = nullptr;
  const Instance* after = nullptr;
};

/// Matches instances by name, else by where they lie.
class InstanceMatcher {
 public:
  InstanceMatcher(const Side& before, const Side& after) : before_(before), after_(after) {
    for (const auto& one : before.checked.inputs.instances) here_.push_back(one.get());
    for (const auto& one : after.checked.inputs.instances) there_.push_back(one.get());
  }

  std::vector<InstancePair> match() {
    match_by([this](const Instance& a, const Instance& b) {
      return same_name(a, b) && same_place(a, b);
    });
    match_by(same_name);
    match_by([this](const Instance& a, const Instance& b) { return same_place(a, b); });
    if (here_.size() == 1 && there_.size() == 1) {
      match_by([](const Instance&, const Instance&) { return true; });
    }
    for (const Instance* one : here_) pairs_.push_back({.before = one});
    std::ranges::stable_sort(
        pairs_, {}, [this](const InstancePair& pair) { return number_of(before_, pair.before); });
    for (const Instance* one : there_) pairs_.push_back({.after = one});
    return std::move(pairs_);
  }

 private:
  template <typename Same>
  void match_by(const Same& same) {
    for (const Instance*& one : here_) {
      const auto other = std::ranges::find_if(
          there_, [&](const Instance* candidate) { return same(*one, *candidate); });
      if (other == there_.end()) continue;
      pairs_.push_back({.before = one, .after = *other});
      there_.erase(other);
      one = nullptr;
    }
    std::erase(here_, nullptr);
  }

  static bool same_name(const Instance& a, const Instance& b) {
    return a.name && b.name && a.name.value == b.name.value;
  }

  bool same_place(const Instance& a, const Instance& b) const {
    return place_in(before_, a) == place_in(after_, b);
  }

  static std::string place_in(const Side& side, const Instance& instance) {
    std::string path = side.checked.inputs.sources[instance.document.source].path;
    if (!side.folder.empty() && path.starts_with(side.folder)) path.erase(0, side.folder.size());
    path.erase(0, path.find_first_not_of("./"));
    return path;
  }

  static std::size_t number_of(const Side& side, const Instance* instance) {
    const auto& all = side.checked.inputs.instances;
    const auto found = std::ranges::find(all, instance, [](const auto& one) { return one.get(); });
    return static_cast<std::size_t>(found - all.begin());
  }

  const Side& before_;
  const Side& after_;
  std::vector<const Instance*> here_;
  std::vector<const Instance*> there_;
  std::vector<InstancePair> pairs_;
};

/// A value for people, in a line and without secrets.
std::string shown_text(const Text& text, const ampslint::Inputs& inputs) {
  std::string shown = inputs.shown(text);
  return in_one_line(masked(shown, 0, named_secrets(shown)));
}

/// What an element says: its text, or the values that it holds in a few words.
std::string shown_value(const Meaning& meaning, const ampslint::Inputs& inputs) {
  if (meaning.text || meaning.is_leaf()) return shown_text(meaning.text, inputs);
  constexpr std::size_t most = 4;
  std::string words;
  std::size_t number = 0;
  for (const Meaning* child : meaning.children) {
    if (++number > most) return words + ", ...";
    if (!words.empty()) words += ", ";
    words += child->name;
    if (child->text) words += " " + shown_text(child->text, inputs);
  }
  return inputs.redactor.hidden(std::move(words));
}

/// Makes the public form of what is found.
class DifferenceMaker {
 public:
  DifferenceMaker(const Side& before, const Side& after) : before_(before), after_(after) {}

  Difference make() {
    pairs_ = InstanceMatcher(before_, after_).match();
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (pairs_[i].before != nullptr) numbers_[pairs_[i].before] = i;
      if (pairs_[i].after != nullptr) numbers_[pairs_[i].after] = i;
    }
    for (const InstancePair& pair : pairs_) add_instance(pair);
    add_connections();
    add_peers();
    difference_.compared = true;
    return std::move(difference_);
  }

 private:
  const ampslint::Inputs& inputs_of(bool after) const {
    return (after ? after_ : before_).checked.inputs;
  }

  std::string label(const InstancePair& pair) const {
    return pair.before != nullptr ? inputs_of(false).label(*pair.before)
                                  : inputs_of(true).label(*pair.after);
  }

  void add_instance(const InstancePair& pair) {
    InstanceDiff diff{.name = label(pair), .before = {}, .after = {}};
    const auto path_of = [](const Instance* instance, const ampslint::Inputs& inputs) {
      return instance == nullptr ? std::optional<std::string>()
                                 : std::optional(inputs.sources[instance->document.source].path);
    };
    diff.before = path_of(pair.before, inputs_of(false));
    diff.after = path_of(pair.after, inputs_of(true));
    bool differs = true;
    if (pair.before != nullptr && pair.after != nullptr) {
      ++difference_.compared_instances;
      const MeaningTree before(*pair.before, inputs_of(false).sources);
      const MeaningTree after(*pair.after, inputs_of(true).sources);
      const Changes changes = changes_between(before, after);
      for (const MeaningChange& change : changes.all) diff.changes.push_back(public_form(change));
      for (const Destination& one : pair.before->destinations) {
        const auto other = changes.same.find(one.element);
        if (other != changes.same.end()) same_[one.element] = other->second;
      }
      differs = !diff.changes.empty();
    }
    if (differs) difference_.instances.push_back(std::move(diff));
  }

  Change public_form(const MeaningChange& change) const {
    const bool is_added = change.before == nullptr;
    return {.kind = change.kind,
            .element = inputs_of(is_added).redactor.hidden(change.given().path()),
            .before = element_of(change, change.before, false),
            .after = element_of(change, change.after, true)};
  }

  ChangedElement element_of(const MeaningChange& change, const Meaning* meaning, bool after) const {
    const ampslint::Inputs& inputs = inputs_of(after);
    if (meaning == nullptr) {
      return {.value = inputs.redactor.hidden(std::string(change.absent)),
              .given = false,
              .is_default = !change.absent.empty(),
              .where = place_of(inputs.sources, change.parent->element->name().where)};
    }
    std::string value = shown_value(*meaning, inputs);
    if (change.kind == ChangeKind::moved) {
      value = inputs.redactor.hidden(meaning->label()) + (meaning->is_leaf() ? " " + value : "");
    }
    return {.value = std::move(value), .where = place_of(inputs.sources, meaning->where())};
  }

  void add_connections() {
    const auto& before = before_.checked.connections;
    const auto& after = after_.checked.connections;
    // Both are the strings of the newer side, in its order.
    const std::size_t number = std::min(before.size(), after.size());
    difference_.compared_connections = number;
    std::map<std::size_t, std::size_t> changed;  // by number, that of the change
    for (std::size_t i = 0; i < number; ++i) {
      if (before[i].verdict == after[i].verdict) continue;
      const Verdict now = after[i].verdict;
      changed[i] = difference_.connections.size();
      difference_.connections.push_back(
          {.before = api::public_form(before[i], inputs_of(false)),
           .after = api::public_form(after[i], inputs_of(true)),
           .reason = {},
           .breaks = before[i].verdict == Verdict::compatible && now != Verdict::unknown});
    }
    if (changed.empty()) return;
    const StringPlaces places(after_.checked);
    for (const ampslint::Diagnostic& found : after_.checked.diagnostics) {
      if (found.severity != Severity::error) continue;
      const auto string = places.around(found.where);
      const auto change = string ? changed.find(*string) : changed.end();
      if (change == changed.end()) continue;
      std::string& reason = difference_.connections[change->second].reason;
      if (reason.empty()) reason = found.message;
    }
  }

  /// What is known of another instance as the peer of a destination.
  struct Peer {
    const Instance* instance = nullptr;
    std::optional<bool> reached;  ///< nothing: not known
  };
  using Peers = std::map<std::size_t, Peer>;  ///< by number of the instance

  static std::optional<bool> reaches(const Link& link) {
    if (link.to->incomplete || !link.to->placement.ports.empty()) return std::nullopt;
    bool known = !link.destination->transports.empty();
    for (const DestinationTransport& transport : link.destination->transports) {
      if (transport.addresses.empty()) return true;  // it waits for its peer
      known = known && transport.type != TransportType::unknown;
      for (const TargetAddress& target : transport.addresses) {
        known = known && target.address;
        if (!target.address) continue;
        const Transport* at = replication_at(*link.to, *target.address);
        if (at != nullptr && at->tls == transport.tls()) return true;
      }
    }
    return known ? std::optional(false) : std::nullopt;
  }

  Peers peers_of(const Fleet& fleet, const Destination& destination) const {
    Peers peers;
    for (const Link& link : fleet.links_of(destination)) {
      if (link.certain) peers[numbers_.at(link.to)] = {link.to, reaches(link)};
    }
    return peers;
  }

  static std::vector<const Instance*> readable(const ampslint::Inputs& inputs) {
    std::vector<const Instance*> all;
    for (const auto& one : inputs.instances) {
      if (one->readable) all.push_back(one.get());
    }
    return all;
  }

  void add_peers() {
    const std::vector<const Instance*> here = readable(inputs_of(false));
    const std::vector<const Instance*> there = readable(inputs_of(true));
    const Fleet before(here);
    const Fleet after(there);
    for (const InstancePair& pair : pairs_) {
      if (pair.before == nullptr || pair.after == nullptr) continue;
      std::vector<const Destination*> left;
      for (const Destination& one : pair.after->destinations) left.push_back(&one);
      for (const Destination& one : pair.before->destinations) {
        const auto same = same_.find(one.element);
        const Element* other = same == same_.end() ? nullptr : same->second;
        const auto found = std::ranges::find(left, other, &Destination::element);
        const Destination* now = found == left.end() ? nullptr : *found;
        std::erase(left, now);
        compare(pair, &one, now, before, after);
      }
      for (const Destination* one : left) compare(pair, nullptr, one, before, after);
    }
  }

  void compare(const InstancePair& pair, const Destination* before, const Destination* after,
               const Fleet& fleet_before, const Fleet& fleet_after) {
    const Peers had = before == nullptr ? Peers() : peers_of(fleet_before, *before);
    const Peers has = after == nullptr ? Peers() : peers_of(fleet_after, *after);
    for (const auto& [number, peer] : had) {
      const std::string reason = reason_for_loss(number, peer, has, after, fleet_after);
      if (!reason.empty()) add_peer(pair, before, after, number, reason, true);
    }
    for (const auto& [number, peer] : has) {
      const auto old = had.find(number);
      const bool is_new = old == had.end()
                              ? peer.reached != false && !may_have_led(number, before, fleet_before)
                              : peer.reached == true && old->second.reached == false;
      if (is_new) add_peer(pair, before, after, number, {}, false);
    }
  }

  bool may_have_led(std::size_t number, const Destination* before, const Fleet& fleet) const {
    const Instance* to = pairs_[number].before;
    return before != nullptr && to != nullptr && fleet.may_lead(*before, *to);
  }

  /// Empty where the peer is not lost, or that is not known.
  std::string reason_for_loss(std::size_t number, const Peer& peer, const Peers& has,
                              const Destination* after, const Fleet& fleet) const {
    const Instance* to = pairs_[number].after;
    if (peer.reached == false) return {};
    if (after == nullptr) return "the destination is not there any more";
    if (to == nullptr) return "the peer is not there any more";
    const auto now = has.find(number);
    if (now == has.end()) {
      return fleet.may_lead(*after, *to) ? "" : "neither its name nor its group is the peer's";
    }
    const bool lost = peer.reached == true && now->second.reached == false;
    return lost ? "none of its addresses reaches a replication transport of the peer" : "";
  }

  void add_peer(const InstancePair& pair, const Destination* before, const Destination* after,
                std::size_t number, std::string reason, bool lost) {
    const auto place = [this](const Destination* one, bool is_after) {
      return one == nullptr ? std::optional<Place>()
                            : std::optional(place_of(inputs_of(is_after).sources, one->where()));
    };
    const bool is_after = before == nullptr;
    const Text name = (is_after ? after : before)->peer_name();
    difference_.peers.push_back({.instance = label(pair),
                                 .destination = inputs_of(is_after).shown(name),
                                 .peer = label(pairs_[number]),
                                 .lost = lost,
                                 .reason = std::move(reason),
                                 .before = place(before, false),
                                 .after = place(after, true)});
  }

  const Side& before_;
  const Side& after_;
  std::vector<InstancePair> pairs_;
  std::unordered_map<const Instance*, std::size_t> numbers_;  ///< of their pairs
  std::unordered_map<const Element*, const Element*> same_;   ///< destinations
  Difference difference_;
};

/// Loads and checks a side, with the strings of the newer one.
Result<void> run_side(Side& side, const Request& strings_of) {
  Result<Run> made = run(side.request, &strings_of);
  if (!made) return tl::unexpected(made.error());
  side.checked = std::move(made->result);
  finish(made->settings.table, side.checked);
  return {};
}

void add_error(std::string message, Difference& difference) {
  const auto same = [&](const InputError& known) { return known.message == message; };
  if (std::ranges::any_of(difference.errors, same)) return;
  difference.errors.push_back({std::move(message)});
}

/// Each once: most are the same on both sides.
void collect_notices(const Side& side, Difference& difference) {
  for (const std::string& notice : side.checked.notices) {
    const bool known = std::ranges::find(difference.notices, notice) != difference.notices.end();
    if (!known) difference.notices.push_back(notice);
  }
}

/// What could not be read. False where nothing can be compared for that.
bool collect_errors(const Side& side, Difference& difference) {
  bool comparable = side.checked.errors.empty();
  for (const InputError& error : side.checked.errors) add_error(error.message, difference);
  for (const auto& one : side.checked.inputs.instances) {
    const Document& document = one->document;
    const bool has_root = one->readable && document.root != nullptr;
    comparable = comparable && has_root;
    // What a template's conditions hold is compared, too.
    if (has_root && (document.is_template || !one->incomplete)) continue;
    add_error(fmt::format("{} of '{}' could be read; 'ampslint check' reports why",
                          has_root ? "not all" : "nothing",
                          side.checked.inputs.sources[document.source].path),
              difference);
  }
  return comparable;
}

}  // namespace

bool Difference::breaks() const {
  return std::ranges::any_of(connections, &VerdictChange::breaks) ||
         std::ranges::any_of(peers, &PeerChange::lost);
}

Result<Difference> difference_of(const Request& given, const Inputs& inputs,
                                 const DiffOptions& how) {
  Request options = given;
  options.memory.reset();  // of other files
  const Result<Operands> operands = operands_of(*options.files, inputs.configurations);
  if (!operands) return tl::unexpected(operands.error());
  Inputs strings = inputs;
  strings.configurations.clear();
  Result<Sides> sides = SideMaker(options, strings, how).make(*operands);
  if (!sides) return tl::unexpected(sides.error());
  auto& [before, after] = *sides;
  for (Side* side : {before.get(), after.get()}) {
    if (auto done = run_side(*side, after->request); !done) return tl::unexpected(done.error());
  }
  Difference errors;
  collect_notices(*before, errors);
  collect_notices(*after, errors);
  const bool first = collect_errors(*before, errors);
  const bool second = collect_errors(*after, errors);
  if (!first || !second) return errors;
  if (before->checked.inputs.instances.empty() && after->checked.inputs.instances.empty()) {
    return tl::unexpected(Error{.what = "there is no configuration on either side"});
  }
  Difference difference = DifferenceMaker(*before, *after).make();
  difference.errors = std::move(errors.errors);
  difference.notices = std::move(errors.notices);
  return difference;
}

std::vector<std::string> diff_formats() { return {"text", "json", "markdown"}; }

Result<void> write_difference(const Difference& difference, std::string_view format,
                              const ReportOptions& options, std::ostream& out) {
  if (format == "text") {
    write_difference_text(difference, options, out);
  } else if (format == "json") {
    write_difference_json(difference, out);
  } else if (format == "markdown") {
    write_difference_markdown(difference, out);
  } else {
    return tl::unexpected(Error{.what = unknown_word("format", format, diff_formats())});
  }
  return {};
}

}  // namespace ampslint::api
