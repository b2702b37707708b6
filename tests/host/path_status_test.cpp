// What rules ask of the files of this host: nothing that they meet may block or throw.
#include "host/path_status.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>

#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

TEST(HostFile, ReportsWhatStandsAtAPath) {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "text");
  const std::string pipe = folder.path() + "/pipe";
  const std::string dangling = folder.path() + "/dangling";
  const std::string loop = folder.path() + "/loop";
  ASSERT_EQ(::chmod(file.c_str(), 0640), 0);
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::filesystem::create_symlink("nowhere", dangling);
  std::filesystem::create_symlink("loop", loop);
  EXPECT_EQ(look_at(file).kind, PathKind::file);
  EXPECT_EQ(look_at(file).permissions, 0640U);
  EXPECT_EQ(look_at(folder.path()).kind, PathKind::folder);
  EXPECT_EQ(look_at(pipe).kind, PathKind::other);
  EXPECT_EQ(look_at(dangling).kind, PathKind::nothing);
  EXPECT_EQ(look_at(loop).kind, PathKind::unknown);
  EXPECT_EQ(look_at(file + "/below").kind, PathKind::nothing);
  EXPECT_EQ(look_at(std::string(100'000, 'x')).kind, PathKind::unknown);
}

TEST(HostFile, KnowsASocket) {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/socket";
  const int made = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_GE(made, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as the system's interface has it
  ASSERT_EQ(::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(look_at(path).kind, PathKind::socket);
  ::close(made);
}

TEST(HostFile, ReadsTheBeginningOfFilesOnly) {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "0123456789");
  const std::string pipe = folder.path() + "/pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(beginning_of(file, 4), "0123");
  EXPECT_EQ(beginning_of(file, 100), "0123456789");
  EXPECT_FALSE(beginning_of(pipe, 4));
  EXPECT_FALSE(beginning_of(folder.path(), 4));
  EXPECT_FALSE(beginning_of("/dev/zero", 4));
  EXPECT_FALSE(beginning_of(folder.path() + "/none", 4));
}

TEST(HostFile, LooksIntoAFolder) {
  const TemporaryFolder folder;
  EXPECT_EQ(holds_file(folder.path(), ".pem"), false);
  folder.write("one.crt", "");
  folder.write("below/two.pem", "");
  EXPECT_EQ(holds_file(folder.path(), ".pem"), false);
  folder.write("three.pem", "");
  EXPECT_EQ(holds_file(folder.path(), ".pem"), true);
  EXPECT_FALSE(holds_file(folder.path() + "/none", ".pem"));
}

TEST(HostFile, ChecksOnlyAPathWhosePlaceIsKnown) {
  EXPECT_TRUE(has_known_place({.value = "/etc/amps", .where = {}, .pieces = {}}));
  EXPECT_TRUE(has_known_place({.value = "./a", .where = {}, .beside_file = true, .pieces = {}}));
  EXPECT_FALSE(has_known_place({.value = "a", .where = {}, .pieces = {}}));
  EXPECT_FALSE(has_known_place({.value = "/${X}", .where = {}, .unresolved = true, .pieces = {}}));
  EXPECT_FALSE(has_known_place({}));
}

}  // namespace
}  // namespace ampslint::testing
