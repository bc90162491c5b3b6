import { packBatch } from "#lib/store/batch.ts";
import { findBin } from "#lib/store/bins.ts";
import { findRules } from "#lib/store/rules.ts";
import type { Writer } from "#lib/store/writer.ts";

/**
 * Goes once along the way of a capture before anybody does: the writer's thread starts and opens its connection, and the first questions to
 * the database are put together, which takes a hundred times as long as asking them. What fails here fails again where somebody is told.
 */
export async function warmUp(writer: Writer | undefined): Promise<void> {
  await Promise.allSettled([writer?.commit(packBatch([], 0)), findBin(""), findRules(0)]);
}
