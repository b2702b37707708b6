#include "driver/configurations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <span>

#include "base/files.hpp"
#include "base/parallel.hpp"
#include "base/placeholder.hpp"
#include "base/printable.hpp"
#include "driver/find_configurations.hpp"
#include "driver/secrets.hpp"
#include "driver/settings.hpp"
#include "load/document.hpp"
#include "load/renumber.hpp"

namespace ampslint {
namespace {

void add_suppressions(const Suppressions& suppressions, Suppressions& all) {
  std::ranges::copy(suppressions.all, std::back_inserter(all.all));
  std::ranges::copy(suppressions.defects, std::back_inserter(all.defects));
}

/// What a run reads: the workspace's instances, or the files that the request names, those that the
/// workspace knows with what it says about them.
std::vector<ConfigurationInput> configurations_of(const Request& request,
                                                  const Workspace& workspace, Inputs& inputs) {
  std::vector<ConfigurationInput> declared = instances_of(workspace, request, inputs);
  if (request.paths.empty() && !declared.empty()) return declared;
  inputs.is_partial = !declared.empty();
  std::multimap<std::string, const ConfigurationInput*> known;
  for (const ConfigurationInput& one : declared) known.emplace(request.files->key(one.path), &one);
  const std::string version =
      request.amps_version.empty() ? std::string(default_amps_version) : request.amps_version;
  std::vector<ConfigurationInput> given;
  for (auto& [file, text] : find_configurations(request, inputs)) {
    const auto [begin, end] = known.equal_range(file.key);
    for (auto one = begin; one != end; ++one) {
      given.push_back(*one->second);
      given.back().path = file.path;
      given.back().text = text;
    }
    if (begin != end) continue;
    given.push_back({.path = std::move(file.path),
                     .variables = request.variables,
                     .amps_version = version,
                     .text = std::move(text)});
  }
  return given;
}

/// A notice for each file that is a template: what is not known of it, and how to give values.
std::vector<std::string> notices_of(const Document& document, const Sources& sources) {
  if (!document.is_template) return {};
  std::vector<std::string> notices;
  struct Known {
    std::vector<std::string> names = {};
    bool blocks = false;
  };
  std::map<SourceId, Known> files;
  for (const Span where : document.blocks) files[where.source].blocks = true;
  for (const Span where : document.tokens) {
    const std::string_view token = sources.text(where);
    Known& known = files[where.source];
    if (is_template_control(token)) {
      known.blocks = true;
      continue;
    }
    // A default may be a secret: only a plain token is shown whole.
    const std::string_view name = placeholder_name(token);
    const bool plain = token.find_first_of("|\"'`:(,") == npos && token.size() <= 40;
    std::string shown(plain || name.empty() ? (plain ? token : "an expression") : name);
    std::vector<std::string>& names = known.names;
    if (std::ranges::find(names, shown) == names.end()) names.push_back(std::move(shown));
  }
  for (const auto& [source, known] : files) {
    constexpr std::size_t most = 3;
    std::string what;
    for (std::size_t i = 0; i < std::min(known.names.size(), most); ++i) {
      what += fmt::format("{}'{}'", i == 0 ? "" : ", ", printable_start(known.names[i]));
    }
    if (known.names.size() > most) what += fmt::format(" and {} more", known.names.size() - most);
    std::string notice = fmt::format("'{}' is a template", sources[source].path);
    if (!what.empty()) {
      notice += fmt::format(": {} not known; -D NAME=VALUE gives a value",
                            what + (known.names.size() == 1 ? " is" : " are"));
    }
    if (known.blocks) notice += "; no string is checked against what its conditions and loops hold";
    notices.push_back(std::move(notice));
  }
  return notices;
}

/// The request, with less of the process environment where the workspace lists what it may give.
Request with_environment(const Request& request, const Workspace& workspace) {
  Request listed = request;
  std::vector<std::string> names;
  for (const Text& name : workspace.environment) names.emplace_back(name.value);
  if (request.listed_environment) listed.variables.list_environment(names);
  return listed;
}

/// Reads configurations into the run's inputs: by several threads, and numbered in their order.
class Reader {
 public:
  /// `last`: what is kept of an earlier run; null where nothing is to be kept.
  Reader(const Request& request, std::vector<ConfigurationInput> given,
         std::shared_ptr<const Memory::Run> last, Inputs& inputs)
      : request_(request), given_(std::move(given)), last_(std::move(last)), inputs_(inputs) {}

  std::vector<RememberedConfiguration> read() {
    const std::size_t threads = threads_for(given_.size(), request_.threads);
    in_parts(
        given_.size(), threads,
        [this](std::size_t begin, std::size_t end) { return read_part(begin, end, {}); },
        [this](Part&& part) { take(std::move(part)); });
    build_instances(threads);
    return std::move(remembered_);
  }

 private:
  /// A configuration with sources of its own, or one that is kept.
  struct One {
    Sources sources = {};
    Result<Document> document = Document();
    Answers answers = {};
    LoadBudget used = {.bytes = 0, .markup = 0};
    std::shared_ptr<const KeptConfiguration> kept = nullptr;
  };
  struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::shared_ptr<Arena> arena = std::make_shared<Arena>();
    std::deque<One> all = {};
    LoadBudget used = {.bytes = 0, .markup = 0};
  };
  /// One whose instance is still to be made.
  struct Loaded {
    Document document;
    ConfigurationInput given;
    std::shared_ptr<const KeptConfiguration> kept;
  };
  struct Built {
    std::shared_ptr<const Instance> instance;
    std::shared_ptr<const Secrets> secrets;
  };

  Part read_part(std::size_t begin, std::size_t end, LoadBudget left) {
    Part part{.begin = begin, .end = end};
    for (std::size_t i = begin; i < end; ++i) {
      One& one = part.all.emplace_back(last_ ? read_or_keep(given_[i], *part.arena, left)
                                             : read_one(given_[i], *part.arena, left));
      left.bytes -= one.used.bytes;
      left.markup -= one.used.markup;
      part.used.bytes += one.used.bytes;
      part.used.markup += one.used.markup;
    }
    return part;
  }

  One read_or_keep(ConfigurationInput& given, Arena& arena, const LoadBudget& left) const {
    if (!given.text) {
      Result<FileText> text = read_file(*request_.files, given.path, limits::configuration_size);
      if (text) given.text = std::move(*text);
    }
    if (auto kept = last_->find(given, left, *request_.files)) {
      const LoadBudget used = kept->used;
      return {.used = used, .kept = std::move(kept)};
    }
    return read_one(given, arena, left);
  }

  One read_one(const ConfigurationInput& given, Arena& arena, const LoadBudget& left) const {
    One one;
    LoadBudget budget = left;
    Recorder recorder(*request_.files);
    FileReader& files = last_ ? recorder : *request_.files;
    one.document = load_document(files, given.path, given.variables, given.amps_version,
                                 one.sources, arena, budget, given.text);
    one.answers = recorder.take();
    one.used = {.bytes = left.bytes - budget.bytes, .markup = left.markup - budget.markup};
    return one;
  }

  /// Of what all may read together, each part may have read as much as if it were alone.
  void take(Part part) {
    if (part.used.bytes > left_.bytes || part.used.markup > left_.markup) {
      part = read_part(part.begin, part.end, left_);
    }
    left_.bytes -= part.used.bytes;
    left_.markup -= part.used.markup;
    inputs_.arenas.push_back(part.arena);
    for (std::size_t i = part.begin; i < part.end; ++i) {
      One& one = part.all[i - part.begin];
      // What speaks of sources by other numbers is read again.
      if (one.kept && one.kept->first != inputs_.sources.size()) {
        one = read_one(given_[i], *part.arena, {});
      }
      if (one.kept) {
        take(std::move(one.kept));
      } else {
        take(std::move(one), part.arena, std::move(given_[i]));
      }
    }
  }

  void take(std::shared_ptr<const KeptConfiguration> kept) {
    for (const Source& source : kept->sources) inputs_.sources.add(source);
    inputs_.arenas.push_back(kept->arena);
    collect_variables(kept->given.variables, kept->instance->document, inputs_.redactor);
    add(kept->notices, kept->suppressions);
    loaded_.push_back({.document = {}, .given = {}, .kept = kept});
    remembered_.push_back({.fresh = nullptr, .kept = std::move(kept)});
  }

  void take(One one, const std::shared_ptr<Arena>& arena, ConfigurationInput given) {
    if (!one.document) return inputs_.errors.push_back({one.document.error().what});
    Document& document = *one.document;
    const SourceId first = inputs_.sources.append(std::move(one.sources));
    renumber(document, first);
    collect_variables(given.variables, document, inputs_.redactor);
    const std::vector<std::string> notices = notices_of(document, inputs_.sources);
    add(notices, document.suppressions);
    if (last_) {
      auto fresh = std::make_unique<KeptConfiguration>();
      *fresh = {.given = given,
                .answers = std::move(one.answers),
                .sources = {},
                .first = first,
                .arena = arena,
                .used = one.used,
                .notices = notices,
                .suppressions = document.suppressions,
                .instance = nullptr,
                .secrets = nullptr,
                .findings = nullptr};
      for (SourceId id = first; id < inputs_.sources.size(); ++id) {
        fresh->sources.push_back(inputs_.sources[id]);
      }
      remembered_.push_back({.fresh = std::move(fresh), .kept = nullptr});
    }
    document.suppressions = {};
    loaded_.push_back(
        {.document = std::move(document), .given = std::move(given), .kept = nullptr});
  }

  void add(const std::vector<std::string>& notices, const Suppressions& suppressions) {
    std::ranges::copy(notices, std::back_inserter(inputs_.notices));
    if (!request_.no_suppressions) add_suppressions(suppressions, inputs_.suppressions);
    ++inputs_.files;
  }

  /// What does not depend on the other configurations is made by several threads.
  void build_instances(std::size_t threads) {
    const auto build = [&](std::size_t begin, std::size_t end) {
      std::vector<Built> built;
      for (Loaded& one : std::span(loaded_).subspan(begin, end - begin)) {
        built.push_back(this->built(one));
      }
      return built;
    };
    std::vector<std::shared_ptr<const Secrets>> secrets;
    in_parts(loaded_.size(), threads, build, [&](std::vector<Built>&& part) {
      for (Built& one : part) {
        inputs_.instances.push_back(std::move(one.instance));
        secrets.push_back(std::move(one.secrets));
      }
    });
    hide(secrets, inputs_.redactor);
    for (std::size_t i = 0; i < remembered_.size(); ++i) {
      if (!remembered_[i].fresh) continue;
      remembered_[i].fresh->instance = inputs_.instances[i];
      remembered_[i].fresh->secrets = secrets[i];
    }
  }

  Built built(Loaded& loaded) const {
    auto& [document, given, kept] = loaded;
    if (kept) return {kept->instance, kept->secrets};
    const Version version = parse_version(given.amps_version).value_or(Version{});
    auto instance =
        build_instance(std::move(document), version, std::move(given.placement), *inputs_.regexes);
    auto secrets = std::make_shared<const Secrets>(secrets_of(*instance, inputs_.sources));
    return {std::move(instance), std::move(secrets)};
  }

  const Request& request_;
  std::vector<ConfigurationInput> given_;
  std::shared_ptr<const Memory::Run> last_;
  Inputs& inputs_;
  LoadBudget left_;
  std::vector<Loaded> loaded_;
  std::vector<RememberedConfiguration> remembered_;
};

}  // namespace

std::vector<RememberedConfiguration> load_configurations(const Request& given_request,
                                                         const Workspace& workspace, Inputs& inputs,
                                                         std::shared_ptr<const Memory::Run> last) {
  const Request request = with_environment(given_request, workspace);
  collect_references(request.variables, inputs.redactor);
  Reader reader(request, configurations_of(request, workspace, inputs), std::move(last), inputs);
  return reader.read();
}

}  // namespace ampslint
