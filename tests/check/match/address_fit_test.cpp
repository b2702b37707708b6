// The contract's paragraph on addresses (section 2), word by word.
#include "check/match/address_fit.hpp"

#include <gtest/gtest.h>

namespace ampslint::testing {
namespace {

char letter(AddressFit fit) { return "FolbE"[static_cast<std::size_t>(fit)]; }

AddressFit fit(std::string_view inet_addr, std::string_view host) {
  AddressFault fault;
  const std::optional<Address> address = parse_address(inet_addr, fault);
  EXPECT_TRUE(address.has_value()) << inet_addr;
  return address ? fit_of(*address, host) : AddressFit::elsewhere;
}

TEST(AddressFit, IsWhatTheContractSays) {
  constexpr std::string_view hosts[] = {"db1",      "localhost", "127.0.0.1",   "127.0.0.2",  "::1",
                                        "10.0.0.5", "10.0.0.6",  "2001:db8::1", "2001:db8::2"};
  // F fits, o other family, l loopback only, b bound elsewhere; a letter for each host.
  constexpr std::pair<std::string_view, std::string_view> rows[] = {
      {"9007", "FFFFFFFFF"},  // any host for a bare port
      {"*:9007", "FFFFFFFFF"},
      {"0.0.0.0:9007", "FFFFoFFoo"},  // a wildcard of the right family
      {"[::]:9007", "FFooFooFF"},
      {"127.0.0.1:9007", "lFFFollll"},  // a loopback listener for loopback names and literals
      {"[::1]:9007", "lFooFllll"},
      {"localhost:9007", "lFFFFllll"},
      {"10.0.0.5:9007", "FbbbbFbbb"},  // a bound one: the same literal, or a name
      {"[2001:db8::1]:9007", "FbbbbbbFb"},
      {"db1:9007", "FFFFFFFFF"},  // what the name stands for is not known
  };
  for (const auto& [inet_addr, expected] : rows) {
    for (std::size_t i = 0; i < std::size(hosts); ++i) {
      EXPECT_EQ(letter(fit(inet_addr, hosts[i])), expected[i]) << inet_addr << " " << hosts[i];
    }
  }
}

TEST(AddressFit, KnowsOtherSpellings) {
  for (const std::string_view host :
       {"LOCALHOST", "localhost.", "app.localhost", "ip6-localhost"}) {
    EXPECT_EQ(fit("localhost:9007", host), AddressFit::fits) << host;
    EXPECT_EQ(fit("10.0.0.5:9007", host), AddressFit::bound_elsewhere) << host;
  }
  for (const std::string_view host : {"notlocalhost", "localhost.example.com", "127.0.0"}) {
    EXPECT_EQ(fit("localhost:9007", host), AddressFit::loopback_only) << host;
  }
  EXPECT_EQ(fit("[::1]:9007", "0:0:0:0:0:0:0:1"), AddressFit::fits);
  EXPECT_EQ(fit("[2001:DB8::1]:9007", "2001:db8:0:0::1"), AddressFit::fits);
}

}  // namespace
}  // namespace ampslint::testing
