import type { Condition } from "#lib/model/condition.ts";
import type { Facts } from "#lib/reply/message.ts";

/** What conditions say of a message, made ready once for all captures of a forward. */
export type Filters = (conditions: Condition[]) => Filter;
type Filter = (facts: Facts) => boolean;

/** A pattern takes milliseconds to read, and up to 200 KB to keep. */
const KEPT = 50;

export function createFilters(compile: (conditions: Condition[]) => Filter): Filters {
  const known = new Map<string, Filter>();
  return (conditions) => {
    const key = JSON.stringify(conditions);
    const filter = known.get(key) ?? compile(conditions);
    // A Map keeps insertion order: the first key is the one that was used longest ago.
    known.delete(key);
    known.set(key, filter);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return filter;
  };
}
