#include "ampslint/elements.hpp"

#include <algorithm>
#include <sstream>

#include "base/ascii.hpp"
#include "model/connection_string.hpp"
#include "model/element_help.hpp"
#include "model/modules.hpp"
#include "model/options.hpp"
#include "model/schema.hpp"

namespace ampslint::api {
namespace {

std::string_view child_value(const AroundElement& element, std::string_view name) {
  for (const auto& [child, value] : element.children) {
    if (equal_ignoring_case(child, name)) return value;
  }
  return {};
}

/// The options that the module of a block takes.
const ContentModel* options_of(const AroundElement& block) {
  const std::string_view library = child_value(block, "Library");
  return content_model(library.empty() ? child_value(block, "Module") : library_file(library));
}

/// The content model of the last element, or null.
const ContentModel* model_of(std::span<const AroundElement> around) {
  if (around.empty() || !equal_ignoring_case(around.front().name, "AMPSConfig")) return nullptr;
  const ContentModel* model = content_model("AMPSConfig");
  for (std::size_t i = 1; i < around.size() && model != nullptr; ++i) {
    const SchemaElement* row = schema_element(*model, around[i].name);
    if (row == nullptr) return nullptr;
    model =
        row->content == content_by_module ? options_of(around[i - 1]) : content_model(row->content);
  }
  return model;
}

std::optional<NameKind> named_by(ValueKind kind) {
  switch (kind) {
    case ValueKind::protocol:
      return NameKind::protocol;
    case ValueKind::message_type:
      return NameKind::message_type;
    case ValueKind::transport:
      return NameKind::transport;
    case ValueKind::topic:
    case ValueKind::topics:
      return NameKind::topic;
    default:
      return is_reference(kind) ? std::optional(NameKind::module) : std::nullopt;
  }
}

std::vector<std::string_view> choices_of(const SchemaElement& row) {
  if (row.value == ValueKind::boolean) return {"true", "false"};
  std::vector<std::string_view> choices = words(row.choices);
  const auto built_in = built_in_names(row.value);
  choices.insert(choices.end(), built_in.begin(), built_in.end());
  if (row.value == ValueKind::message_type) {
    const auto usual = default_message_types();
    choices.insert(choices.end(), usual.begin(), usual.end());
  }
  std::vector<std::string_view> each;
  for (const std::string_view choice : choices) {
    if (std::ranges::find(each, choice) == each.end()) each.push_back(choice);
  }
  return each;
}

}  // namespace

std::vector<ElementInfo> elements_in(std::span<const AroundElement> around) {
  const ContentModel* const model = model_of(around);
  if (model == nullptr) return {};
  std::string_view variant;
  for (const std::string_view one : variants_of(*model)) {
    if (equal_ignoring_case(one, child_value(around.back(), model->decided_by))) variant = one;
  }
  std::vector<ElementInfo> infos;
  for (const SchemaElement& row : model->rows) {
    const SchemaParent parent{.model = model, .variant = variant};
    const SchemaNode node{.schema = &row, .parent = &parent};
    if (!node.applies()) continue;
    infos.push_back({.name = row.name,
                     .help = help_on(*model, row),
                     .choices = choices_of(row),
                     .names = named_by(row.value),
                     .default_value = row.default_value,
                     .since = row.since,
                     .holds_elements = row.value == ValueKind::none,
                     .many = row.occurs == Occurs::many,
                     .required = node.is_required(),
                     .advised = row.standing == Standing::documented});
  }
  return infos;
}

std::vector<std::string_view> string_options(std::string_view client_kind,
                                             std::string_view scheme) {
  const auto kind = client_kind_named(client_kind);
  if (!kind) return {};
  return option_keys(*kind, scheme_named(scheme));
}

}  // namespace ampslint::api
