#include "driver/why.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.hpp"
#include "base/placeholder.hpp"
#include "base/suggest.hpp"
#include "driver/find_configurations.hpp"
#include "driver/public_form.hpp"
#include "driver/run.hpp"
#include "driver/settings.hpp"
#include "driver/why_string.hpp"
#include "model/canonical_value.hpp"
#include "model/meaning.hpp"
#include "model/named_secrets.hpp"
#include "model/secret_names.hpp"
#include "report/why.hpp"

namespace ampslint::api {
namespace {

/// `Transport[any-tcp]`, `Transport[2]` or `Transport[Name='any-tcp']`.
struct Step {
  std::string_view name;
  std::string_view child = "Name";  ///< whose value is given
  std::string_view value = {};      ///< or a number; empty: any

  bool has_value() const { return !value.empty(); }
  std::string text() const {
    return has_value() ? fmt::format("{}[{}]", name, value) : std::string(name);
  }
};

/// Where the bracket of a step closes: names may hold brackets of their own.
std::size_t closing_bracket(std::string_view path, std::size_t open) {
  const auto ends = [path](std::size_t at) {
    return path[at] == ']' && (at + 1 == path.size() || path[at + 1] == '/');
  };
  std::size_t depth = 0;
  std::size_t first = npos;
  for (std::size_t at = open; at < path.size(); ++at) {
    if (path[at] == '[') ++depth;
    if (path[at] == ']' && depth > 0) --depth;
    if (!ends(at)) continue;
    if (depth == 0) return at;
    first = std::min(first, at);
  }
  return first;
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() > 1 && (text.front() == '\'' || text.front() == '"') &&
                      text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

Step step_of(std::string_view name, std::string_view condition) {
  Step step{.name = without_blanks(name)};
  const std::size_t equals = condition.find('=');
  const std::string_view child =
      without_blanks(condition.substr(0, std::min(equals, condition.size())));
  const bool names_child =
      equals != npos && !child.empty() &&
      std::ranges::all_of(child, [](char c) { return is_alphanumeric(c) || c == '_' || c == '.'; });
  if (names_child) {
    step.child = child;
    condition.remove_prefix(equals + 1);
  }
  step.value = without_quotes(without_blanks(condition));
  return step;
}

std::vector<Step> steps_in(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::size_t open = std::min(path.find('['), path.size());
    const std::size_t close = open < slash ? closing_bracket(path, open) : npos;
    const std::size_t end = close == npos ? slash : close + 1;
    const bool has_condition = close != npos;
    const Step step =
        step_of(path.substr(0, has_condition ? open : end),
                has_condition ? path.substr(open + 1, close - open - 1) : std::string_view());
    if (!step.name.empty()) steps.push_back(step);
    path.remove_prefix(std::min(path.find('/', end), path.size()));
    path.remove_prefix(std::min<std::size_t>(1, path.size()));
  }
  if (!steps.empty() && equal_ignoring_case(steps.front().name, "AMPSConfig")) {
    steps.erase(steps.begin());
  }
  return steps;
}

bool has_name(const Meaning& meaning, std::string_view name) {
  if (meaning.is_attribute) return meaning.label() == name;
  return equal_ignoring_case(meaning.name, name) ||
         equal_ignoring_case(meaning.element->name().value, name);
}

bool has_number(const Meaning& meaning, std::string_view digits) {
  std::size_t number = 0;
  for (const Meaning* sibling : meaning.parent->children) {
    if (!sibling->is_attribute && sibling->name == meaning.name) ++number;
    if (sibling == &meaning) break;
  }
  return std::to_string(number) == digits;
}

/// Whether the value of its child is the one that the step names.
bool has_value_of(const Meaning& meaning, const Step& step) {
  const auto is_it = [&](const Meaning* child) {
    return has_name(*child, step.child) && child->text && child->text.value == step.value;
  };
  return std::ranges::any_of(meaning.children, is_it);
}

std::vector<const Meaning*> below(const std::vector<const Meaning*>& parents, const Step& step) {
  std::vector<const Meaning*> named;
  for (const Meaning* parent : parents) {
    for (const Meaning* child : parent->children) {
      if (has_name(*child, step.name)) named.push_back(child);
    }
  }
  if (!step.has_value()) return named;
  std::vector<const Meaning*> found;
  std::ranges::copy_if(named, std::back_inserter(found),
                       [&](const Meaning* one) { return has_value_of(*one, step); });
  if (!found.empty() || !is_digits(step.value)) return found;
  std::ranges::copy_if(named, std::back_inserter(found),
                       [&](const Meaning* one) { return has_number(*one, step.value); });
  return found;
}

/// Those that the steps lead to from some elements on.
std::vector<const Meaning*> follow(std::vector<const Meaning*> from, std::span<const Step> steps) {
  for (const Step& step : steps) from = below(from, step);
  return from;
}

/// Answers for one instance.
class ValueFinder {
 public:
  ValueFinder(const Instance& instance, const ampslint::Inputs& inputs)
      : inputs_(inputs), tree_(instance, inputs.sources) {
    for (const Meaning& one : tree_.all()) everywhere_.push_back(&one);
  }

  /// An error where the path leads to nothing that could be there.
  Result<std::vector<WhyValue>> find(std::string_view path) const {
    const std::vector<Step> steps = steps_in(path);
    if (steps.empty()) return std::vector{value_of(tree_.root())};
    // The whole path, or its end.
    for (const auto& from : {std::vector{&tree_.root()}, everywhere_}) {
      const std::vector<const Meaning*> found = follow(from, steps);
      if (!found.empty()) return values_of(found);
      std::vector<WhyValue> absent = absent_values(from, steps);
      if (!absent.empty()) return absent;
    }
    return tl::unexpected(Error{.what = inputs_.redactor.clean(what_is_wrong(steps)),
                                .help = "'ampslint explain ELEMENT' tells what an element is, "
                                        "'ampslint expand' prints all of them"});
  }

 private:
  std::vector<WhyValue> values_of(const std::vector<const Meaning*>& found) const {
    std::vector<WhyValue> values;
    for (const Meaning* one : found) values.push_back(value_of(*one));
    return values;
  }

  std::vector<WhyValue> absent_values(const std::vector<const Meaning*>& from,
                                      std::span<const Step> steps) const {
    const Step& last = steps.back();
    std::vector<WhyValue> values;
    if (last.has_value()) return values;
    for (const Meaning* parent : follow(from, steps.first(steps.size() - 1))) {
      const SchemaElement* row =
          parent->holds == nullptr ? nullptr : schema_element(*parent->holds->model, last.name);
      if (row == nullptr) continue;
      const SchemaElement* documented =
          row->synonym_of.empty() ? row : schema_element(*parent->holds->model, row->synonym_of);
      values.push_back(absent_value(*parent, documented == nullptr ? *row : *documented));
    }
    return values;
  }

  WhyValue absent_value(const Meaning& parent, const SchemaElement& row) const {
    const std::string_view comes_to = tree_.value_of_absent(parent, row);
    const Meaning* decides = tree_.decides_for_absent(parent, row);
    std::string element(row.name);
    if (parent.parent != nullptr) element = fmt::format("{}/{}", parent.path(), row.name);
    WhyValue value{.instance = label(),
                   .element = inputs_.redactor.hidden(std::move(element)),
                   .value = decides == nullptr ? std::string(comes_to) : shown(decides->text),
                   .given = false,
                   .has_value = !comes_to.empty()};
    if (decides != nullptr) value.decided_by = inputs_.redactor.hidden(decides->path());
    value.where = place_of(inputs_.sources,
                           decides == nullptr ? parent.element->name().where : decides->where());
    describe(row, parent, value);
    return value;
  }

  static void describe(const SchemaElement& row, const Meaning& parent, WhyValue& value) {
    value.manual = row.manual.empty() ? parent.holds->model->manual : row.manual;
    value.notice = row.notice;
  }

  WhyValue value_of(const Meaning& meaning) const {
    WhyValue value{.instance = label(),
                   .element = inputs_.redactor.hidden(meaning.path()),
                   .value = shown(meaning.text),
                   .has_value = static_cast<bool>(meaning.text)};
    for (const Meaning* child : meaning.children) {
      value.holds.push_back(inputs_.redactor.hidden(child->label()));
    }
    const Span where = meaning.where();
    value.where = place_of(inputs_.sources, where);
    for (auto from = inputs_.sources[where.source].included_from; from;
         from = inputs_.sources[from->source].included_from) {
      value.included_from.push_back(place_of(inputs_.sources, *from));
    }
    if (meaning.text) add_variables(meaning.text, value);
    if (meaning.schema == nullptr || meaning.parent->holds == nullptr) return value;
    describe(*meaning.schema, *meaning.parent, value);
    const std::string_view written = meaning.element->name().value;
    if (!equal_ignoring_case(written, meaning.schema->name)) {
      value.synonym_of = meaning.schema->name;
    }
    return value;
  }

  std::string shown(const Text& text) const {
    std::string value = inputs_.shown(text);
    return masked(value, 0, named_secrets(value));
  }

  std::string label() const { return inputs_.label(tree_.instance()); }

  void add_variables(const Text& text, WhyValue& value) const {
    const bool is_secret = value.value != text.value;
    for (std::size_t i = 0; i < text.pieces.size(); ++i) {
      const Piece& piece = text.pieces[i];
      if (piece.verbatim) continue;
      const std::string_view name = placeholder_name(inputs_.sources.text(piece.from));
      const auto& known = tree_.instance().document.variables;
      const auto set = known.find(name);
      if (set == known.end()) continue;
      const std::size_t end =
          i + 1 < text.pieces.size() ? text.pieces[i + 1].at : text.value.size();
      const bool hidden = is_secret || is_secret_name(name);
      const std::string_view put = text.value.substr(piece.at, end - piece.at);
      value.variables.push_back({.name = std::string(name),
                                 .value = hidden ? std::string(secret_mark) : std::string(put),
                                 .set_by = word_for(set->second.kind),
                                 .path = set->second.path,
                                 .line = set->second.line});
    }
    if (!text.unresolved) return;
    for (std::string_view token = first_placeholder(text.value, 0, use); !token.empty();) {
      const std::string_view name = placeholder_name(token);
      value.undefined.emplace_back(name.empty() ? std::string_view("an expression") : name);
      const auto behind = static_cast<std::size_t>(token.data() - text.value.data()) + token.size();
      token = first_placeholder(text.value, behind, use);
    }
  }

  static std::string_view word_for(VariableOrigin::Kind kind) {
    constexpr std::string_view words[] = {"option", "env file", "workspace", "process environment",
                                          "server"};
    return words[static_cast<std::size_t>(kind)];
  }

  /// Which step leads nowhere, and what was most likely meant.
  std::string what_is_wrong(std::span<const Step> steps) const {
    std::vector<const Meaning*> parents{&tree_.root()};
    const Step first{.name = steps.front().name};
    const bool is_below_root = !below(parents, first).empty();
    if (!is_below_root && !below(everywhere_, first).empty()) parents = everywhere_;
    for (const Step& step : steps) {
      std::vector<const Meaning*> next = below(parents, step);
      if (next.empty()) return wrong_step(step, parents);
      parents = std::move(next);
    }
    return {};
  }

  static std::string wrong_step(const Step& step, const std::vector<const Meaning*>& parents) {
    const std::vector<const Meaning*> named = below(parents, {.name = step.name});
    std::vector<std::string_view> candidates;
    if (!named.empty()) {
      for (const Meaning* one : named) {
        const Meaning* child = one->child(step.child);
        if (child != nullptr && child->text) candidates.push_back(child->text.value);
      }
      std::string known = candidates.empty() ? fmt::format("; there are {}", named.size())
                                             : did_you_mean(step.value, candidates);
      if (known.empty()) known = fmt::format("; there are '{}'", fmt::join(candidates, "', '"));
      return fmt::format("no '{}' is called '{}'{}", step.name, step.value, known);
    }
    for (const Meaning* parent : parents) {
      if (parent->holds != nullptr) {
        for (const std::string_view name : names_in(*parent->holds->model)) {
          candidates.push_back(name);
        }
      }
      for (const Meaning* child : parent->children) candidates.push_back(child->name);
    }
    std::ranges::sort(candidates);
    const auto repeated = std::ranges::unique(candidates);
    candidates.erase(repeated.begin(), repeated.end());
    const std::string in =
        parents.size() == 1 ? fmt::format(" in '{}'", parents.front()->path()) : "";
    return fmt::format("no element '{}'{}{}", step.name, in, did_you_mean(step.name, candidates));
  }

  static constexpr auto use = PlaceholderUse::configuration;
  const ampslint::Inputs& inputs_;
  MeaningTree tree_;
  std::vector<const Meaning*> everywhere_;
};

/// What is asked: an element's path or a string, of which configurations.
struct Question {
  std::string what;
  std::string instance;
  std::vector<std::string> paths;
};

Result<Question> question_of(FileReader& files, const std::vector<std::string>& asked) {
  if (asked.empty()) {
    return tl::unexpected(Error{.what = "nothing is asked",
                                .help = "ampslint why [INSTANCE] ELEMENT, ampslint why STRING"});
  }
  Question question{.what = asked.back(), .instance = {}, .paths = {}};
  for (std::size_t i = 0; i + 1 < asked.size(); ++i) {
    if (asked[i] == "-" || files.kind(asked[i]) != FileKind::nothing) {
      question.paths.push_back(asked[i]);
    } else if (question.instance.empty()) {
      question.instance = asked[i];
    } else {
      return tl::unexpected(Error{
          .what = fmt::format("'{}' does not exist{}", asked[i], path_meant(files, asked[i]))});
    }
  }
  return question;
}

Result<const Instance*> instance_asked(const ampslint::Inputs& inputs, const std::string& name) {
  std::vector<std::string> names;
  const Instance* nearly = nullptr;
  for (const auto& one : inputs.instances) {
    if (!one->readable || one->document.root == nullptr) continue;
    std::string own = inputs.label(*one);
    if (own == name || (name.empty() && inputs.instances.size() == 1)) return one.get();
    if (equal_ignoring_case(own, name)) nearly = one.get();
    names.push_back(std::move(own));
  }
  if (nearly != nullptr) return nearly;
  if (names.empty()) {
    return tl::unexpected(
        Error{.what = "no configuration could be read", .help = "'ampslint check' reports why"});
  }
  if (name.empty()) {
    return tl::unexpected(Error{
        .what = fmt::format("which instance is meant? there are '{}'", fmt::join(names, "', '")),
        .help = "ampslint why INSTANCE ELEMENT"});
  }
  return tl::unexpected(Error{.what = unknown_word("instance", name, names)});
}

}  // namespace

Result<Why> why_of(const Request& options, const std::vector<std::string>& asked,
                   const Inputs& inputs) {
  Result<Question> question = question_of(*options.files, asked);
  if (!question) return tl::unexpected(question.error());
  Inputs mine = inputs;
  std::ranges::copy(question->paths, std::back_inserter(mine.configurations));
  const bool is_string = question->what.find("://") != std::string::npos;
  if (is_string) mine.clients = {question->what};
  Request request = request_for(options, mine);
  request.memory.reset();  // of other inputs
  if (is_string) return why_string(request);
  ampslint::Inputs loaded;
  const Workspace workspace = load_workspace(request, loaded);
  load_instances(request, workspace, loaded);
  if (auto read = all_read(loaded); !read) return tl::unexpected(read.error());
  const Result<const Instance*> instance = instance_asked(loaded, question->instance);
  if (!instance) return tl::unexpected(instance.error());
  Result<std::vector<WhyValue>> values = ValueFinder(**instance, loaded).find(question->what);
  if (!values) return tl::unexpected(values.error());
  return Why{.values = std::move(*values), .notices = std::move(loaded.notices)};
}

void write_why(const Why& why, bool json, const ReportOptions& options, std::ostream& out) {
  if (json) {
    write_why_json(why, out);
  } else {
    write_why_text(why, options, out);
  }
}

}  // namespace ampslint::api
