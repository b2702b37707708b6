#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace ampslint {

/// Where text for people leaves: no CI service takes a part of it for a command. GitHub and Azure
/// obey `::command::` at the start of a line, and `##[command]` and `##vso[command]` anywhere; what
/// would be one gets its first character as `\xNN`.
class Sink : public std::ostream {
 public:
  explicit Sink(std::ostream& out) : std::ostream(nullptr), lines_(out) { rdbuf(&lines_); }

 private:
  /// Passes on whole lines, and at the end what is left.
  class Lines : public std::streambuf {
   public:
    explicit Lines(std::ostream& out) : out_(out) {}
    ~Lines() override;
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

   protected:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;

   private:
    std::ostream& out_;
    std::string pending_;
  };

  Lines lines_;
};

/// One line, likewise.
std::string defused(std::string_view line);

/// Words of our own for people, in a line, without secrets: `ampslint: cannot read 'x'`.
void write_message(std::string_view words, std::ostream& out);

}  // namespace ampslint
