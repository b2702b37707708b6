#include "scan/finder.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.hpp"
#include "scan/concatenation.hpp"
#include "scan/escapes.hpp"
#include "scan/fences.hpp"
#include "scan/hints.hpp"
#include "scan/line_state.hpp"
#include "scan/literals.hpp"

namespace ampslint {
namespace {

/// The words on the lines that hold `wanted`.
std::set<std::string_view> words_beside(std::string_view text, std::string_view wanted) {
  constexpr std::size_t farthest = 256;
  std::set<std::string_view> words;
  std::size_t done = 0;
  for (std::size_t at = text.find(wanted); at != npos; at = text.find(wanted, at + 1)) {
    const std::size_t from = std::max(done, at > farthest ? at - farthest : 0);
    const std::string_view before = text.substr(std::min(from, at), at - std::min(from, at));
    const std::string_view behind_it = text.substr(at, farthest);
    const std::size_t end = at + std::min(behind_it.find_first_of("\n;"), behind_it.size());
    std::size_t begin = at - before.size() + before.find_last_of("\n;") + 1;
    for (std::size_t behind = begin; behind <= end; ++behind) {
      if (behind < end && (is_alphanumeric(text[behind]) || text[behind] == '_')) continue;
      if (behind > begin) words.insert(text.substr(begin, behind - begin));
      begin = behind + 1;
    }
    done = end;
  }
  return words;
}

class Finder {
 public:
  Finder(std::string_view text, const FileForm& form)
      : text_(text), form_(form), line_(text, form), regions_(text, form, line_), outline_(text) {}

  std::vector<FoundString> run() {
    for (std::size_t at = find_colon_slash(text_, 0); at != npos;
         at = find_colon_slash(text_, next_)) {
      next_ = at + 2;
      examine(at);
    }
    return std::move(found_);
  }

 private:
  /// The scheme in front of a colon; empty where the colon belongs to something else.
  std::string_view scheme_before(std::size_t colon) const {
    if (colon > least_ && text_[colon - 1] == '\\') --colon;
    std::size_t begin = colon;
    while (begin > least_ && colon - begin < 16 && is_alphanumeric(text_[begin - 1])) --begin;
    std::string_view word = text_.substr(begin, colon - begin);
    const bool escaped = begin > least_ && text_[begin - 1] == '\\' && !word.empty() &&
                         std::string_view("ntr").find(word[0]) != npos && !is_client_scheme(word);
    if (escaped) word.remove_prefix(1);
    if (begin > 0 && !escaped && !may_precede(begin)) return {};
    return word;
  }

  bool may_precede(std::size_t at) const {
    const char c = text_[at - 1];
    // Emphasised, as `_tcp://…_`.
    if (c == '_' && form_.prose) return at < 2 || !is_alphanumeric(text_[at - 2]);
    if (c != '-') return !is_alphanumeric(c) && std::string_view("+._/\\%@").find(c) == npos;
    // A shell's `${NAME:-default}` and `${NAME-default}`.
    std::size_t name = at - 1;
    if (name > 0 && text_[name - 1] == ':') --name;
    while (name > 0 && (is_alphanumeric(text_[name - 1]) || text_[name - 1] == '_')) --name;
    return name > 0 && text_[name - 1] == '{';
  }

  void examine(std::size_t colon) {
    const std::string_view scheme = scheme_before(colon);
    if (scheme.empty() || equal_ignoring_case(scheme, "http") ||
        equal_ignoring_case(scheme, "https") || equal_ignoring_case(scheme, "file")) {
      return;
    }
    if (!is_client_scheme(scheme) && !is_slip(scheme, rest_of_word(colon - scheme.size()))) {
      return;
    }
    const auto start = static_cast<std::size_t>(scheme.data() - text_.data());
    line_.advance_to(start);
    const Region region = regions_.region_of(start, colon);
    std::vector<StringRange> elements = regions_.strings_in(region, start, colon);
    next_ = least_ = std::max(next_, elements.back().second);
    const std::string_view name = name_of(region);
    if (elements.size() > 1 && goes_straight_in(region, name)) {
      elements = {{elements.front().first, elements.back().second}};
    }
    take(region, elements, name);
  }

  std::string_view rest_of_word(std::size_t begin) const {
    constexpr std::size_t longest = 256;
    const std::string_view rest = text_.substr(begin, longest);
    return rest.substr(0, rest.find_first_of(" \t\r\n\"'`<>)]},;"));
  }

  std::string_view name_of(const Region& region) {
    const std::size_t begin = region.begin;
    constexpr std::size_t farthest = 256;
    const std::size_t line = line_.line();
    const std::size_t from = begin - line > farthest ? begin - farthest : line;
    const std::string_view before = text_.substr(from, begin - from);
    if (form_.syntax == Syntax::xml) {
      std::size_t tag = before.rfind('<');
      // `<property name="amps.servers"><value>`
      if (tag != npos && tag > 0 && before.substr(tag).starts_with("<value>")) {
        tag = before.rfind('<', tag - 1);
      }
      return before.substr(tag == npos ? before.size() : tag);
    }
    // A list's elements belong to the name that the first of them stands behind.
    const std::size_t behind = std::min(last_end_, begin);
    const bool goes_on =
        last_end_ > 0 && begin - behind < farthest &&
        text_.substr(behind, begin - behind).find_first_not_of(" \t\r\n\"'`,") == npos;
    if (!goes_on) last_name_ = name_before(before);
    return last_name_;
  }

  /// `connect("tcp://a:9007/amps/json,tcp://b:9007/amps/json")`, or a server chooser's `add`: the
  /// client gets it as it is.
  bool goes_straight_in(const Region& region, std::string_view name) {
    constexpr std::size_t farthest = 1024;
    std::string_view before = text_.substr(line_.line(), region.begin - line_.line());
    before.remove_prefix(before.size() > farthest ? before.size() - farthest : 0);
    std::string_view call = called_before(before);
    // `add(std::string("…"))`
    if (call.ends_with("tring")) {
      before = before.substr(0, static_cast<std::size_t>(call.data() - before.data()));
      call = called_before(before);
    }
    if (!call.empty()) name = call;
    const std::size_t method = name.find_last_of(".>:") + 1;
    const std::string last = to_lower(name.substr(method));
    if (last.ends_with("connect")) return true;
    return last == "add" && is_chooser(name.substr(0, method), name);
  }

  /// Whether the object whose `add` is called is called a chooser, or declared as one.
  bool is_chooser(std::string_view object, std::string_view name) {
    if (to_lower(object).find("chooser") != npos) return true;
    object = object.substr(0, std::min(object.find_last_not_of(".->:") + 1, object.size()));
    object = object.substr(object.find_last_of(".>:") + 1);
    if (object.empty()) {
      // `new DefaultServerChooser().add("…").add("…")`
      constexpr std::size_t farthest = 512;
      const auto at = static_cast<std::size_t>(name.data() - text_.data());
      std::string_view before =
          text_.substr(at > farthest ? at - farthest : 0, std::min(at, farthest));
      before.remove_prefix(before.rfind(';') + 1);
      return before.find("ServerChooser") != npos;
    }
    if (!choosers_) choosers_ = words_beside(text_, "ServerChooser");
    return choosers_->contains(object);
  }

  bool has_hint(std::string_view name) {
    NameHint hint = hint_of(name);
    if (hint == NameHint::amps) return true;
    if (form_.syntax == Syntax::xml || (!name.empty() && hint == NameHint::none)) return false;
    const Outline::Place place = outline_.at(line_.line());
    if (name.empty()) hint = hint_of(place.own);
    if (hint == NameHint::amps) return true;
    return hint == NameHint::generic && names_amps(place.outer) &&
           hint_of(std::string(place.outer) + ".uri") == NameHint::amps;
  }

  /// A comment holds examples, which are read, and settings that are switched off, which are not.
  bool is_switched_off(const Region& region) const {
    if (!line_.in_comment()) return false;
    const std::string_view before = text_.substr(line_.line(), region.begin - line_.line());
    const std::size_t last = before.find_last_not_of(" \t\"'`");
    return last != npos && std::string_view("=([{:,+>").find(before[last]) != npos;
  }

  bool is_example(const Region& region) const {
    if (form_.prose || form_.document || line_.in_comment()) return true;
    return form_.plain && !region.named &&
           std::ranges::any_of(line_.before(), [](char c) { return is_alphanumeric(c); });
  }

  StringUse use_of(std::string_view name, std::string_view value) const {
    const bool quoted = form_.syntax == Syntax::xml && (name.find("\"amps.servers\"") != npos ||
                                                        name.find("'amps.servers'") != npos ||
                                                        name.find("<amps.servers>") != npos);
    if (quoted || equal_ignoring_case(name, "amps.servers")) {
      const std::size_t host = value.find("://");
      const std::size_t path = host == npos ? npos : value.find('/', host + 3);
      return path >= value.size() - 1 ? StringUse::address : StringUse::connection;
    }
    const bool server = name == "-server" || name == "--server";
    return server && names_spark(logical_line()) ? StringUse::spark : StringUse::connection;
  }

  /// What stands before on the line, with the lines that a backslash continues.
  std::string_view logical_line() const {
    constexpr std::size_t farthest = 2048;
    std::size_t begin = line_.line();
    while (begin > 1 && line_.line() - begin < farthest) {
      std::size_t end = begin - 1;
      if (text_[end - 1] == '\r') --end;
      if (end == 0 || text_[end - 1] != '\\') break;
      begin = text_.substr(0, end).rfind('\n') + 1;
    }
    return text_.substr(begin, line_.line() + line_.before().size() - begin);
  }

  bool is_wanted(std::string_view value, std::string_view name) {
    const std::size_t begin = std::min(value.find_first_not_of(" \t"), value.size());
    value.remove_prefix(begin);
    const std::size_t colon = std::min(value.find(':'), value.size());
    const std::string_view scheme = value.substr(0, colon);
    if (value.size() > longest_found_string || value.find_first_not_of(":/ \t", colon) == npos) {
      return false;
    }
    if (form_.prose || line_.in_comment()) {
      return is_client_scheme(scheme) && has_amps_path(value) && has_numeric_port(value) &&
             !is_pattern(value) && value.find_first_of("{<$") == npos &&
             first_placeholder(value).empty();
    }
    if (!is_client_scheme(scheme)) return is_slip(scheme, value);
    if (has_amps_path(value)) return true;
    if (!hinted_) hinted_ = has_hint(name);
    if (*hinted_) return true;
    if (!ends_in_message_type(value)) return false;
    if (!mentions_) mentions_ = mentions_amps(text_);
    return *mentions_;
  }

  void take(const Region& region, const std::vector<StringRange>& elements, std::string_view name) {
    if (is_switched_off(region)) return;
    hinted_.reset();
    std::vector<FoundString> built;
    bool wanted = false;
    for (const auto& [begin, end] : elements) {
      ValueBuilder builder(text_);
      builder.add(begin, end, region.escapes);
      std::size_t last = end;
      if (elements.size() == 1 && region.quoted && end == region.end &&
          form_.syntax == Syntax::code) {
        last = join_operands(text_, end + 1, form_.language, line_.in_brackets(), builder)
                   .value_or(end);
        if (builder.is_plain()) last = end;
      }
      wanted |= is_wanted(builder.value(), name);
      next_ = std::max(next_, last);
      built.push_back({.where = {.source = 0,
                                 .begin = static_cast<std::uint32_t>(begin),
                                 .end = static_cast<std::uint32_t>(last)},
                       .value = builder.is_plain() ? std::string() : builder.value(),
                       .pieces = builder.pieces(),
                       .unresolved = is_pattern(builder.value()),
                       .setting = settings_,
                       .language = form_.language,
                       .example = is_example(region),
                       .use = use_of(name, builder.value())});
      wanted |= built.back().use == StringUse::spark;
    }
    if (!wanted) return;
    ++settings_;
    last_end_ = least_ = next_;
    std::ranges::move(built, std::back_inserter(found_));
  }

  std::string_view text_;
  FileForm form_;
  LineReader line_;
  RegionReader regions_;
  Outline outline_;
  std::vector<FoundString> found_;
  std::size_t next_ = 0;
  std::size_t least_ = 0;  ///< what stands before has been taken or checked
  std::size_t last_end_ = 0;
  std::string_view last_name_;
  std::uint32_t settings_ = 0;
  std::optional<bool> hinted_;                          ///< the setting that is looked at
  std::optional<bool> mentions_;                        ///< the whole text
  std::optional<std::set<std::string_view>> choosers_;  ///< names on lines that declare one
};

constexpr std::size_t block = 128;

/// Without branches, so that the compiler makes wide instructions of it.
[[gnu::always_inline]] inline bool block_holds(const char* at) {
  unsigned char any = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const auto colon = static_cast<unsigned char>(at[i] == ':');
    const auto slash = static_cast<unsigned char>(at[i + 1] == '/');
    const auto backslash = static_cast<unsigned char>(at[i + 1] == '\\');
    any = static_cast<unsigned char>(any | (colon & (slash | backslash)));
  }
  return any != 0;
}

/// The first block from `from` on that holds a colon and slash; where no whole one is left if npos
/// does.
[[gnu::always_inline]] inline std::size_t next_block(std::string_view text, std::size_t from) {
  while (from + block < text.size() && !block_holds(text.data() + from)) from += block;
  return from;
}

#ifdef __x86_64__
/// The same in instructions that are twice as wide as those that every such machine has.
[[gnu::target("avx2")]] std::size_t next_block_wide(std::string_view text, std::size_t from) {
  return next_block(text, from);
}

std::size_t next_block_here(std::string_view text, std::size_t from) {
  static const bool wide = __builtin_cpu_supports("avx2") != 0;
  return wide ? next_block_wide(text, from) : next_block(text, from);
}
#else
std::size_t next_block_here(std::string_view text, std::size_t from) {
  return next_block(text, from);
}
#endif

}  // namespace

std::size_t find_colon_slash(std::string_view text, std::size_t from) {
  while (from + 1 < text.size()) {
    from = next_block_here(text, from);
    const std::size_t end = std::min(from + block, text.size() - 1);
    const std::string_view here = text.substr(0, end);
    for (std::size_t at = here.find(':', from); at != npos; at = here.find(':', at + 1)) {
      if (text[at + 1] == '/' || text[at + 1] == '\\') return at;
    }
    from = end;
  }
  return npos;
}

std::vector<FoundString> find_strings(std::string_view text, const FileForm& form) {
  if (form.fences == Fences::none) return Finder(text, form).run();
  std::vector<FoundString> all;
  if (find_colon_slash(text, 0) == npos) return all;
  std::uint32_t settings = 0;
  for_blocks(text, form, [&](Range where, const FileForm& inside) {
    std::vector<FoundString> found = Finder(where.of(text), inside).run();
    const std::uint32_t first = settings;
    for (FoundString& one : found) {
      one.where.begin += where.begin;
      one.where.end += where.begin;
      for (Piece& piece : one.pieces) {
        piece.from.begin += where.begin;
        piece.from.end += where.begin;
      }
      one.setting += first;
      settings = one.setting + 1;
      one.example = true;
      all.push_back(std::move(one));
    }
  });
  return all;
}

}  // namespace ampslint
