#pragma once

namespace ampslint::testing {

/// Makes a test of every example on every rule's page.
void register_page_tests();

}  // namespace ampslint::testing
