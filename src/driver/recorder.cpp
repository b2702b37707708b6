#include "driver/recorder.hpp"

#include <algorithm>

namespace ampslint {

bool same(const Result<FileText>& a, const Result<FileText>& b) {
  if (!a || !b) return !a && !b && a.error().what == b.error().what;
  const std::string_view one = a->text;
  const std::string_view other = b->text;
  return one.size() == other.size() && (one.data() == other.data() || one == other);
}

bool Answers::hold(FileReader& files) const {
  return std::ranges::all_of(
             texts,
             [&](const Read& one) { return same(one.text, files.read(one.path, one.wanted)); }) &&
         std::ranges::all_of(
             kinds, [&](const auto& one) { return files.kind(one.first) == one.second; }) &&
         std::ranges::all_of(keys,
                             [&](const auto& one) { return files.key(one.first) == one.second; });
}

Result<FileText> Recorder::read(const std::filesystem::path& path, const ReadOptions& wanted) {
  Result<FileText> text = below_.read(path, wanted);
  answers_.texts.push_back({.path = path, .wanted = wanted, .text = text});
  return text;
}

FileKind Recorder::kind(const std::filesystem::path& path) {
  const FileKind kind = below_.kind(path);
  answers_.kinds.emplace_back(path, kind);
  return kind;
}

std::string Recorder::key(const std::filesystem::path& path) {
  std::string key = below_.key(path);
  answers_.keys.emplace_back(path, key);
  return key;
}

}  // namespace ampslint
