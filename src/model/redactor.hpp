#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "model/secret_values.hpp"

namespace ampslint {

/// What stands in the place of a secret.
inline constexpr std::string_view secret_mark = "***";

/// The text with each piece of `secrets` (offsets into `text` at `base`) replaced by `***`.
std::string masked(std::string_view text, std::uint32_t base, const std::vector<Range>& secrets);

/// A connection string with its secrets as `***`.
std::string without_secrets(std::string_view text);
/// The same of a part of it.
std::string without_secrets(std::string_view text, std::string_view part);

/// What a run knows to be secret, by place and by value. Every text that leaves the process goes
/// through it: what is quoted from a source by `shown`, words of our own by `clean`.
class Redactor {
 public:
  /// Nobody may see what stands there.
  void hide(Span secret);
  /// Nobody may see this value in any words, nor as JSON, a URI, XML or base64 writes it.
  void hide_value(std::string_view value) { values_.add(value); }
  /// What stands at `where` stands for this value: words about that place show no piece of what is
  /// secret in it. To be called when all secret values are known.
  void hide_pieces(Span where, std::string_view value);
  /// Words about a place, without pieces of what `hide_pieces` was called with there.
  std::string without_pieces(Span where, std::string words) const;
  /// Hides what a source itself shows to be secret (`password=…` beside a string), all of it: to be
  /// called for each source that something will be shown of.
  void hide_named(const Sources& sources, SourceId source);
  /// Forgets the places in the source added last.
  void forget_last(SourceId last);

  /// The secrets that overlap `where`, in order.
  std::vector<Range> secrets_in(Span where) const;
  /// The same, with secret values, wherever they stand, and with what its lines themselves show to
  /// be secret.
  std::vector<Range> secrets_shown(const Sources& sources, Span where) const;
  /// What stands at `where`, with every secret in it as `***`.
  std::string shown(const Sources& sources, Span where) const;

  /// A text's value, decoded and expanded as it is, without secrets.
  std::string shown(const Text& text) const;

  /// Words without the values that are secret and the passwords of URIs.
  std::string hidden(std::string words) const;
  /// The same, safe to print.
  std::string clean(std::string words) const;

 private:
  /// The begin of each secret of a source, by its end; disjoint.
  using Places = std::map<std::uint32_t, std::uint32_t>;

  std::vector<Places> places_;        ///< by source
  std::vector<bool> searched_;        ///< the sources that `hide_named` has gone through
  std::map<Span, std::string> made_;  ///< values that were put together, with secrets in them
  SecretValues values_;
};

/// Cleans words about places, also of what is secret around these; it looks once at what several
/// places have around them.
class Surroundings {
 public:
  Surroundings(const Redactor& redactor, const Sources& sources)
      : redactor_(redactor), sources_(sources) {}

  std::string clean(std::string words, std::span<const Span> places);

 private:
  struct Secrets {
    std::vector<Range> places;
    std::map<std::string_view, std::string> uris;  ///< that hold some, and how they are shown
  };

  Span around(Span where) const;
  const Secrets& secrets_around(Span where);

  const Redactor& redactor_;
  const Sources& sources_;
  std::map<Span, Secrets> known_;  ///< the last ones
};

/// Calls `act` with what stands around a sign (`://`), up to the next blanks, quotes and tags, each
/// time that it stands in a text.
template <typename Act>
void for_words_around(std::string_view sign, std::string_view text, const Act& act) {
  constexpr std::string_view between = " \t\r\n\"'`<>";
  std::size_t end = 0;
  for (std::size_t at = text.find(sign); at != text.npos; at = text.find(sign, end)) {
    const std::size_t begin = std::max(text.find_last_of(between, at) + 1, end);
    end = std::min(text.find_first_of(between, at), text.size());
    act(Range{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
}

}  // namespace ampslint
