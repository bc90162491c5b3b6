import { expect, test } from "vitest";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import { createBus } from "./bus.ts";
import { createRelay } from "./relay.ts";

test("captures of another process that nobody told of are shown once the store is known to hold them", async () => {
  const stored: Summary[] = [];
  const relay = createRelay({
    bus: createBus(),
    // Nothing comes from the others, as when they are gone.
    open: () => ({ send: async () => undefined, close: async () => undefined }),
    find: async () => ({ no: 1, settings: { lastSeq: 1 } as Bin }),
    list: async (_no, after) => ({ captures: stored.filter(({ seq }) => seq > after), more: false }),
    onDown: () => undefined,
    onError: (error) => expect.unreachable(String(error)),
  });
  const seen: number[] = [];
  relay.bus.subscribe((event) => {
    if (event.kind === "captured") seen.push(event.seq);
  });
  await relay.watch("bin");
  for (const seq of [2, 3]) stored.push({ seq } as Summary);
  relay.stored("bin", 3);
  await expect.poll(() => seen).toEqual([2, 3]);
  relay.stored("bin", 3);
  relay.stored("unwatched", 9);
  await relay.close();
  expect(seen).toEqual([2, 3]);
});
