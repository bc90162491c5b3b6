import { lookup as systemLookup } from "node:dns/promises";

/** All addresses of a host name, as the system sees them (DNS and the hosts file). */
export type Lookup = (hostname: string) => Promise<{ address: string; family: number }[]>;

/**
 * The system's look-up runs on libuv's pool of four threads, which the whole process shares, and can hang for many seconds. At most this many
 * run at once, and one for each name: names that never answer then hold up deliveries to other new names, and nothing else.
 */
const AT_ONCE = 2;

export function createLookup(
  ask: Lookup = (hostname) => systemLookup(hostname, { all: true }),
  atOnce: number = AT_ONCE,
): Lookup {
  const asked = new Map<string, ReturnType<Lookup>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn(hostname: string): ReturnType<Lookup> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await ask(hostname);
    } finally {
      running -= 1;
      asked.delete(hostname);
      waiting.shift()?.();
    }
  }

  return (hostname) => {
    const known = asked.get(hostname);
    if (known) return known;
    const answer = inTurn(hostname);
    asked.set(hostname, answer);
    return answer;
  };
}
