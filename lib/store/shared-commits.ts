import { AppError } from "#lib/errors.ts";

/** What is asked of the store one by one and written many at a time. */
export type SharedCommits<Item> = { add: (item: Item) => void };

const MAX_WAITING = 10_000;
const MAX_BATCH = 500;

/**
 * What is added while others are being written shares the next commit, so that many of a busy moment cost one flush to disk. `write` never
 * rejects; it tells each item how it went. `add` throws `unavailable` when too many wait.
 */
export function createSharedCommits<Item>(
  write: (batch: Item[]) => Promise<void>,
  tooMany: string,
): SharedCommits<Item> {
  const queue: Item[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    await new Promise(setImmediate);
    while (queue.length > 0) await write(queue.splice(0, MAX_BATCH));
    isRunning = false;
  }

  return {
    add: (item) => {
      if (queue.length >= MAX_WAITING) throw new AppError("unavailable", tooMany);
      queue.push(item);
      if (!isRunning) void run();
    },
  };
}
