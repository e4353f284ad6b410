// SPDX-License-Identifier: GPL-2.0
/* A test double: i915 as a kernel without CONFIG_DRM_I915_GVT has it. */
#define WITHOUT_GVT
#include "../i915.c"
