#pragma once

#include <cstddef>
#include <memory_resource>

namespace ampslint {

/// Asks the kernel for huge pages behind a large block that nothing is written to yet: a page fault
/// for each 2 MiB instead of each 4 KiB. A small block stays as it is.
void prefer_huge_pages(void* block, std::size_t size);

/// Memory from the heap, with huge pages where it is asked for much at once.
class HugePages : public std::pmr::memory_resource {
 private:
  void* do_allocate(std::size_t size, std::size_t alignment) override;
  void do_deallocate(void* block, std::size_t size, std::size_t alignment) override;
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

}  // namespace ampslint
