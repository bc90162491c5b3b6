/**
 * What both databases say in the same words about the ring of a bin, its pins and notes. Pins stand outside the ring: they are neither
 * dropped nor counted against the bin's limits. A bin without marks pays for looks into an empty index.
 */

/** Inside `advance`: whether pins have to be counted. */
export const IS_MARKED = `EXISTS (SELECT 1 FROM "Mark" m WHERE m."binNo" = "Bin"."no")`;

/** Whether the capture `c` is not pinned. */
export const UNPINNED = `NOT EXISTS (SELECT 1 FROM "Mark" m WHERE m."binNo" = c."binNo" AND m."seq" = c."seq" AND m."pinned")`;

/** What the capture `c` counts against its bin's bytes: the same sum as `entrySize`. */
export const SIZE = `octet_length(c."body") + length(c."headers")`;
