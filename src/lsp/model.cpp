#include "lsp/model.hpp"

#include <algorithm>
#include <filesystem>

namespace ampslint::lsp {
namespace {

std::size_t size_of(const Place& where) { return where.end.offset - where.start.offset; }

bool holds(const Place& where, std::size_t offset) {
  return where.start.offset <= offset && offset <= where.end.offset;
}

}  // namespace

void Model::index() const {
  std::call_once(once_, [this] {
    if (!result_.whole) return;
    names_ = linter_->names(result_);
    connections_ = result_.connections();
    for (const Named& named : names_) {
      for (const auto* places : {&named.defined, &named.used}) {
        for (const NamePlace& at : *places) {
          mentions_[at.where.path].push_back({&named, &at, places == &named.defined});
        }
      }
    }
    for (auto& [path, mentions] : mentions_) {
      std::ranges::sort(mentions, {},
                        [](const Mention& one) { return one.at->where.start.offset; });
      paths_.emplace(files_.key(std::filesystem::path(group_.folder) / path), path);
    }
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      by_file_[connections_[i].where.path].push_back(i);
    }
    for (auto& [path, numbers] : by_file_) {
      std::ranges::sort(numbers, {},
                        [this](std::size_t i) { return connections_[i].where.start.offset; });
      paths_.emplace(files_.key(std::filesystem::path(group_.folder) / path), path);
    }
    for (const auto& [path, text] : texts_) {
      paths_.emplace(files_.key(std::filesystem::path(group_.folder) / path), path);
    }
  });
}

const std::vector<Named>& Model::names() const {
  index();
  return names_;
}

const std::vector<Connection>& Model::connections() const {
  index();
  return connections_;
}

const std::string& Model::path_of(const std::string& key) const {
  static const std::string none;
  index();
  const auto found = paths_.find(key);
  return found == paths_.end() ? none : found->second;
}

std::vector<Mention> Model::mentions(const std::string& key) const {
  const auto found = mentions_.find(path_of(key));
  return found == mentions_.end() ? std::vector<Mention>() : found->second;
}

std::vector<Mention> Model::mentions(const std::string& key, std::size_t offset) const {
  std::vector<Mention> found = mentions(key);
  std::erase_if(found, [offset](const Mention& one) { return !holds(one.at->where, offset); });
  // Of two of one size, the name itself is meant.
  std::ranges::stable_sort(found, {}, [](const Mention& one) {
    return std::pair(size_of(one.at->where), one.at->part != NamePart::name);
  });
  return found;
}

std::vector<Mention> Model::meant(const std::string& key, std::size_t offset) const {
  std::vector<Mention> all = mentions(key, offset);
  if (all.empty()) return all;
  const NamePlace& first = *all.front().at;
  std::erase_if(all, [&first](const Mention& one) {
    return size_of(one.at->where) != size_of(first.where) ||
           one.at->where.start.offset != first.where.start.offset ||
           (one.at->part == NamePart::name) != (first.part == NamePart::name);
  });
  return all;
}

std::vector<std::size_t> Model::connections_in(const std::string& key) const {
  const auto found = by_file_.find(path_of(key));
  return found == by_file_.end() ? std::vector<std::size_t>() : found->second;
}

std::optional<std::size_t> Model::connection(const std::string& key, std::size_t offset) const {
  for (const std::size_t number : connections_in(key)) {
    if (holds(connections_[number].where, offset)) return number;
  }
  return std::nullopt;
}

std::vector<std::size_t> Model::clients_of(const Named& named) const {
  std::vector<std::size_t> numbers;
  for (const NamePlace& use : named.used) {
    if (use.connection) numbers.push_back(*use.connection);
  }
  std::ranges::sort(numbers);
  const auto again = std::ranges::unique(numbers);
  numbers.erase(again.begin(), again.end());
  return numbers;
}

}  // namespace ampslint::lsp
