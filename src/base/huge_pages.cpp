#include "base/huge_pages.hpp"

#ifdef __linux__
#include <sys/mman.h>
#endif

#include <memory>

namespace ampslint {

#ifdef __linux__
void prefer_huge_pages(void* block, std::size_t size) {
  constexpr std::size_t page = std::size_t{2} << 20U;
  // Only whole pages within the block are ours to speak of.
  if (std::align(page, page, block, size) == nullptr) return;
  ::madvise(block, size / page * page, MADV_HUGEPAGE);
}
#else
void prefer_huge_pages(void* /*block*/, std::size_t /*size*/) {}
#endif

void* HugePages::do_allocate(std::size_t size, std::size_t alignment) {
  void* const block = std::pmr::new_delete_resource()->allocate(size, alignment);
  prefer_huge_pages(block, size);
  return block;
}

void HugePages::do_deallocate(void* block, std::size_t size, std::size_t alignment) {
  std::pmr::new_delete_resource()->deallocate(block, size, alignment);
}

}  // namespace ampslint
