#include <gtest/gtest.h>

#include "pages/pages.hpp"

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  ampslint::testing::register_page_tests();
  return RUN_ALL_TESTS();
}
