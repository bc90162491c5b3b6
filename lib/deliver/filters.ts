import type { Condition } from "#lib/model/condition.ts";
import type { Facts } from "#lib/reply/message.ts";
import { conditionsBytes } from "#lib/reply/weight.ts";

/** What conditions say of a message, made ready once for all captures of a forward. */
export type Filters = (conditions: Condition[]) => Filter;
type Filter = (facts: Facts) => boolean;

/** Reading a pattern takes up to a millisecond, so some are kept: so many, and so many bytes of them (lib/reply/weight.ts). */
const KEPT = 50;
const KEPT_BYTES = 16 * 1024 * 1024;

export function createFilters(compile: (conditions: Condition[]) => Filter, keptBytes = KEPT_BYTES): Filters {
  const known = new Map<string, { filter: Filter; bytes: number }>();
  let held = 0;

  function drop(key: string): void {
    held -= known.get(key)?.bytes ?? 0;
    known.delete(key);
  }

  return (conditions) => {
    const key = JSON.stringify(conditions);
    const entry = known.get(key) ?? { filter: compile(conditions), bytes: conditionsBytes(conditions) };
    // A Map keeps insertion order: the first key is the one that was used longest ago.
    drop(key);
    known.set(key, entry);
    held += entry.bytes;
    for (const oldest of known.keys()) {
      if (known.size <= KEPT && held <= keptBytes) break;
      drop(oldest);
    }
    return entry.filter;
  };
}
