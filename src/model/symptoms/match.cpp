#include "model/symptoms/match.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.hpp"
#include "base/suggest.hpp"

namespace ampslint {
namespace {

/// A symptom and the bytes of the line that show it.
struct Shown {
  const Symptom* symptom = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
};

/// Neither end is within a word.
bool is_whole(std::string_view line, std::size_t begin, std::size_t end) {
  const auto joined = [line](std::size_t at) {
    return at > 0 && at < line.size() && is_alphanumeric(line[at - 1]) && is_alphanumeric(line[at]);
  };
  return !joined(begin) && !joined(end);
}

/// Where the words of a text stand in a line, one after the other; both in lower case.
std::optional<std::pair<std::size_t, std::size_t>> find_words(std::string_view line,
                                                              std::string_view text) {
  constexpr std::string_view gap = "{}";
  std::vector<std::string_view> parts;
  for (std::string_view rest = text;;) {
    const std::size_t end = rest.find(gap);
    if (const std::string_view part = rest.substr(0, end); !part.empty()) parts.push_back(part);
    if (end == npos) break;
    rest.remove_prefix(end + gap.size());
  }
  for (std::size_t begin = line.find(parts.front()); begin != npos;
       begin = line.find(parts.front(), begin + 1)) {
    std::size_t end = begin + parts.front().size();
    for (std::size_t i = 1; i < parts.size() && end != npos; ++i) {
      const std::size_t next = line.find(parts[i], end);
      end = next == npos ? npos : next + parts[i].size();
    }
    if (end == npos) return std::nullopt;
    if (is_whole(line, begin, end)) return std::pair(begin, end);
  }
  return std::nullopt;
}

/// Without what people copy along: blanks, quotes, a full stop.
std::string_view bare(std::string_view line) {
  constexpr std::string_view around = " \t\r\n'\"`.";
  const std::size_t begin = std::min(line.find_first_not_of(around), line.size());
  return line.substr(begin, line.find_last_not_of(around) + 1 - begin);
}

bool is_code_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
bool is_decimal(char c) { return c >= '0' && c <= '9'; }

/// Where codes such as `07-0013` stand in a line in lower case.
std::vector<std::size_t> codes_in(std::string_view line) {
  constexpr std::size_t size = 7;
  std::vector<std::size_t> found;
  const auto joins = [line](std::size_t at) {
    return at < line.size() && (is_alphanumeric(line[at]) || line[at] == '-');
  };
  for (std::size_t at = 0; at + size <= line.size(); ++at) {
    const std::string_view code = line.substr(at, size);
    const bool fits = is_code_digit(code[0]) && is_code_digit(code[1]) && code[2] == '-' &&
                      std::ranges::all_of(code.substr(3), is_decimal);
    if (fits && !(at > 0 && joins(at - 1)) && !joins(at + size)) found.push_back(at);
  }
  return found;
}

/// Statuses of HTTP in a line in lower case, each with its place.
std::vector<std::pair<int, std::size_t>> statuses_in(std::string_view line) {
  constexpr std::string_view before[] = {
      "http ", "status ", "status: ", "status=", "code ", "code: ", "response ", "response: "};
  constexpr std::string_view behind[] = {
      " bad request",         " unauthorized", " forbidden",         " not found",
      " method not allowed",  " upgrade",      " internal server",   " bad gateway",
      " service unavailable", " gateway time", " moved permanently", " found",
      " switching protocols", " proxy auth",   " too many requests", " temporary redirect"};
  std::vector<std::pair<int, std::size_t>> found;
  for (std::size_t at = 0; at + 3 <= line.size(); ++at) {
    const std::string_view digits = line.substr(at, 3);
    if (!std::ranges::all_of(digits, is_decimal) || digits[0] < '1' || digits[0] > '5') continue;
    if (!is_whole(line, at, at + 3)) continue;
    const std::string_view left = line.substr(0, at);
    const std::string_view right = line.substr(at + 3);
    const std::size_t version = left.rfind("http/");
    const bool is_status =
        bare(line) == digits || (version != npos && at - version <= std::size_t{9}) ||
        std::ranges::any_of(before, [left](auto word) { return left.ends_with(word); }) ||
        std::ranges::any_of(behind, [right](auto word) { return right.starts_with(word); });
    const int number = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
    if (is_status) found.emplace_back(number, at);
  }
  return found;
}

/// What other libraries call an alert.
constexpr std::pair<std::string_view, int> other_names_of_alerts[] = {
    {"unknown certificate authority", 48},
    {"expired certificate", 45},
    {"revoked certificate", 44},
    {"unknown certificate", 46},
    {"handshake failed", 40},
    {"error decrypting message", 51},
    {"error decoding message", 50}};

class Matcher {
 public:
  explicit Matcher(std::string_view line) : line_(to_lower(line)) {}

  std::vector<const Symptom*> find() {
    const std::vector<std::size_t> codes = codes_in(line_);
    has_code_ = !codes.empty();
    for (const Symptom& symptom : symptoms()) find_text(symptom);
    for (const std::size_t at : codes) add_code(at);
    for (const auto& [number, at] : statuses_in(line_)) add_status(number, at);
    find_alerts();
    return chosen();
  }

 private:
  void add(const Symptom& symptom, std::size_t begin, std::size_t end) {
    found_.push_back({&symptom, begin, end});
  }

  void find_text(const Symptom& symptom) {
    switch (symptom.kind) {
      case SymptomKind::client:
      case SymptomKind::exception:
      case SymptomKind::system:
      case SymptomKind::tls:
        break;
      case SymptomKind::reason:
        if (!may_have_reason(symptom)) return;
        break;
      default:
        return;
    }
    const auto at = find_words(line_, to_lower(symptom.text));
    if (at) add(symptom, at->first, at->second);
  }

  /// Reasons are everyday words.
  bool may_have_reason(const Symptom& symptom) const {
    return has_code_ || line_.find("reason") != npos || bare(line_) == symptom.text;
  }

  void add_code(std::size_t at) {
    const std::string code = line_.substr(at, 7);
    const Symptom* family = nullptr;
    for (const Symptom& symptom : symptoms()) {
      if (symptom.kind == SymptomKind::log && to_lower(symptom.text) == code) {
        return add(symptom, at, at + code.size());
      }
      const bool of_family = symptom.kind == SymptomKind::log_family;
      if (of_family && code.starts_with(to_lower(symptom.text))) family = &symptom;
    }
    if (family != nullptr) add(*family, at, at + code.size());
  }

  void add_status(int number, std::size_t at) {
    const Symptom* whole_class = nullptr;
    for (const Symptom& symptom : symptoms()) {
      if (symptom.kind == SymptomKind::http && symptom.number == number) {
        return add(symptom, at, at + 3);
      }
      const bool of_class = symptom.kind == SymptomKind::http_class;
      if (of_class && symptom.number == number / 100) whole_class = &symptom;
    }
    if (whole_class != nullptr) add(*whole_class, at, at + 3);
  }

  void find_alerts() {
    std::string words = line_;
    std::ranges::replace(words, '_', ' ');
    const bool is_alert = words.find("alert") != npos || words.find("remote error: tls") != npos;
    for (const Symptom& symptom : symptoms()) {
      if (symptom.kind != SymptomKind::tls_alert) continue;
      if (!is_alert && bare(words) != symptom.text) continue;
      if (const auto at = find_words(words, symptom.text)) add(symptom, at->first, at->second);
      const std::string number = "alert number " + std::to_string(symptom.number);
      if (const auto at = find_words(words, number)) add(symptom, at->first, at->second);
      for (const auto& [name, of] : other_names_of_alerts) {
        if (of != symptom.number) continue;
        if (const auto at = find_words(words, name)) add(symptom, at->first, at->second);
      }
    }
  }

  /// Each once, the most specific first; not what is a part of another, or says less than the rest.
  std::vector<const Symptom*> chosen() {
    std::ranges::stable_sort(found_, [](const Shown& a, const Shown& b) {
      if (a.symptom->kind != b.symptom->kind) return rank(a) < rank(b);
      return a.size() > b.size();
    });
    std::vector<Shown> kept;
    for (const Shown& one : found_) {
      const bool is_part = std::ranges::any_of(found_, [&one](const Shown& other) {
        return other.begin <= one.begin && one.end <= other.end && one.size() < other.size();
      });
      const bool says_less = one.symptom->kind == SymptomKind::exception && !kept.empty();
      const bool is_known = std::ranges::any_of(kept, [&one](const Shown& other) {
        return other.symptom == one.symptom || other.symptom->means == one.symptom->means;
      });
      if (!is_part && !says_less && !is_known) kept.push_back(one);
    }
    std::vector<const Symptom*> symptoms;
    for (const Shown& one : kept) symptoms.push_back(one.symptom);
    return symptoms;
  }

  static int rank(const Shown& shown) {
    constexpr std::array order{SymptomKind::client, SymptomKind::tls,        SymptomKind::tls_alert,
                               SymptomKind::http,   SymptomKind::http_class, SymptomKind::reason,
                               SymptomKind::log,    SymptomKind::log_family, SymptomKind::system};
    return static_cast<int>(std::ranges::find(order, shown.symptom->kind) - order.begin());
  }

  std::string line_;  ///< in lower case
  bool has_code_ = false;
  std::vector<Shown> found_;
};

/// Words long enough to mean something, in lower case.
std::set<std::string> words_of(std::string_view text) {
  constexpr std::size_t shortest = 4;
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(text) + ' ') {
    if (is_alphanumeric(c)) {
      word += to_lower(c);
    } else {
      if (word.size() >= shortest) words.insert(word);
      word.clear();
    }
  }
  return words;
}

}  // namespace

std::vector<const Symptom*> symptoms_in(std::string_view line) {
  // No text is that long, and a line may be.
  constexpr std::size_t longest = std::size_t{1} << 14U;
  return Matcher(line.substr(0, longest)).find();
}

std::string_view nearest_symptom(std::string_view line) {
  const std::set<std::string> words = words_of(line.substr(0, 1000));
  std::string_view best;
  double most = 0.34;  // a third of the words are the same
  for (const Symptom& symptom : symptoms()) {
    const std::set<std::string> own = words_of(symptom.text);
    const auto common = static_cast<double>(
        std::ranges::count_if(own, [&words](const auto& word) { return words.contains(word); }));
    const double share = own.empty() ? 0 : common / static_cast<double>(own.size());
    if (share > most) {
      most = share;
      best = symptom.text;
    }
  }
  if (!best.empty()) return best;
  std::vector<std::string_view> texts;
  for (const Symptom& symptom : symptoms()) texts.push_back(symptom.text);
  return nearest(bare(line), texts);
}

}  // namespace ampslint
