#include "lsp/state.hpp"

#include <fmt/core.h>

#include "lsp/features.hpp"

namespace ampslint::lsp {

void State::mark_changed(bool later) {
  ++changes;
  if (!later) want_check();
}

void State::want_check() {
  wanted_changes = changes;
  news.notify_all();
}

std::optional<std::string> State::key_at(const Json& params) {
  const auto path = path_of(string_at(params, {"textDocument", "uri"}));
  return path ? std::optional(checker->files().key(*path)) : std::nullopt;
}

bool State::answer(const Request& asked, Outbox& outbox) {
  const Feature* const known = feature(asked.method);
  if (known == nullptr) {
    outbox.fail(asked.id, ErrorCode::method_not_found,
                fmt::format("unknown method '{}'", asked.method));
    return true;
  }
  static const Checked nothing;
  // While somebody types, nobody waits for the names in the last check.
  const bool is_typing = checked_changes != changes && named;
  const std::string key = key_at(asked.params).value_or("");
  const auto open = documents.find(key);
  asks_for_names |= known->needs == Needs::model;
  const bool is_open = open != documents.end();
  // Of a file that is not open, nothing is known whatever a check finds.
  if (is_open || !at(asked.params, {"textDocument"}).is_object()) {
    const bool has_seen = checked && (!is_open || checked->documents.contains(key));
    if (known->needs == Needs::model && !has_seen) return false;
    if (known->needs == Needs::fresh && !(checked && checked_changes == changes)) return false;
  }
  const Checked* known_now = checked ? checked.get() : &nothing;
  if (known->needs != Needs::fresh && is_typing && (!is_open || named->documents.contains(key))) {
    known_now = named.get();
  }
  const Query query{.params = asked.params,
                    .client = client,
                    .documents = documents,
                    .checked = *known_now,
                    .checker = *checker,
                    .key = key,
                    .document = open == documents.end() ? nullptr : &open->second};
  const Answered answer = known->answer(query);
  if (answer) {
    outbox.answer(asked.id, *answer);
  } else {
    outbox.fail(asked.id, ErrorCode::invalid_params, answer.error().what);
  }
  return true;
}

}  // namespace ampslint::lsp
