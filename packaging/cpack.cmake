# What differs between one kind of package and the other.
if(CPACK_GENERATOR STREQUAL RPM)
  set(CPACK_COMPONENTS_ALL Unspecified source)
endif()
