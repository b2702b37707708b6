#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "lsp/commands.hpp"
#include "lsp/features.hpp"

namespace ampslint::lsp {
namespace {

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return number == 1 ? fmt::format("1 {}", one) : fmt::format("{} {}", number, many);
}

std::string of_clients(const Model& model, const Named& transport) {
  const std::vector<std::size_t> clients = model.clients_of(transport);
  const auto refused = std::ranges::count_if(clients, [&model](std::size_t i) {
    return model.connections()[i].verdict == Verdict::refused;
  });
  if (clients.empty()) {
    return transport.listener ? "no client connects here" : std::string();
  }
  std::string title = counted(clients.size(), "client connects here", "clients connect here");
  if (refused > 0) title += fmt::format(", {} refused", refused);
  return title;
}

std::string listed(const std::set<std::string>& names) {
  constexpr std::size_t most = 4;
  std::string text;
  std::size_t number = 0;
  for (const std::string& name : names) {
    if (++number > most) return text + fmt::format(" and {} more", names.size() - most);
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

std::string of_links(const Model& model, const Named& instance) {
  std::set<std::string> from;
  std::set<std::string> to;
  for (const NamePlace& use : instance.used) {
    if (!use.instance.empty() && use.instance != instance.name) from.insert(use.instance);
  }
  for (const Named& other : model.names()) {
    if (other.kind != NameKind::instance || &other == &instance) continue;
    const bool linked = std::ranges::any_of(
        other.used, [&](const NamePlace& use) { return use.instance == instance.name; });
    if (linked) to.insert(other.name);
  }
  std::string title;
  if (!to.empty()) title = "replicates to " + listed(to);
  if (!from.empty()) title += (title.empty() ? "replicates from " : ", from ") + listed(from);
  return title;
}

}  // namespace

Answered answer_lens(const Query& query) {
  Json lenses = Json::array();
  const auto model = query.document == nullptr ? nullptr : query.model();
  if (!model) return lenses;
  Places places = query.places(*model);
  std::set<const Named*> done;
  for (const Mention& mention : model->mentions(query.key)) {
    const Named& named = *mention.named;
    if (!mention.defines || mention.at->part != NamePart::name || !done.insert(&named).second) {
      continue;
    }
    std::string title;
    if (named.kind == NameKind::transport) title = of_clients(*model, named);
    if (named.kind == NameKind::instance) title = of_links(*model, named);
    if (title.empty()) continue;
    const Json range = places.range(mention.at->where);
    Json locations = Json::array();
    for (const NamePlace& use : named.used) {
      if (use.connection && use.part != NamePart::address) continue;
      locations.push_back(places.location(use.where));
    }
    lenses.push_back({{"range", range},
                      {"command",
                       {{"title", title},
                        {"command", show_references},
                        {"arguments", {query.document->uri, range["start"], locations}}}}});
  }
  return lenses;
}

}  // namespace ampslint::lsp
