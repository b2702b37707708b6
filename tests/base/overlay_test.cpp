// Unsaved texts in the place of files, as an editor has them.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "ampslint/file_reader.hpp"
#include "support/temporary.hpp"

namespace ampslint::testing {
namespace {

std::string text_of(FileReader& files, const std::string& path) {
  const Result<FileText> read = files.read(path, {});
  return read ? std::string(read->text) : "none";
}

TEST(Overlay, ReadsAndListsTextsThatAreNotSaved) {
  const TemporaryFolder folder;
  folder.write("saved.xml", "disk");
  folder.write("below/other.xml", "disk");
  Overlay files(disk(), folder.path());
  files.texts.emplace(files.key("saved.xml"), FileText(std::string("edited")));
  files.texts.emplace(files.key("new.xml"), FileText(std::string("new")));
  files.texts.emplace(files.key("below/deeper/new.xml"), FileText(std::string("deeper")));
  EXPECT_EQ(text_of(files, "saved.xml"), "edited");
  EXPECT_EQ(text_of(files, "below/../new.xml"), "new");
  EXPECT_EQ(text_of(files, "below/other.xml"), "disk");
  EXPECT_EQ(files.kind("new.xml"), FileKind::file);
  EXPECT_EQ(files.kind("below"), FileKind::folder);
  const auto entries = files.list(".");
  ASSERT_TRUE(entries);
  EXPECT_EQ(entries->size(), 3U);
  EXPECT_EQ(std::ranges::count(*entries, "new.xml", &FolderEntry::name), 1);
  EXPECT_FALSE(files.list("nowhere"));
}

}  // namespace
}  // namespace ampslint::testing
