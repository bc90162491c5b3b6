import { afterAll, beforeAll, expect, test } from "vitest";
import { createBin } from "../harness/api.ts";
import { startProgram, type TestServer } from "../harness/server.ts";

/** What V8 tells of its young collections: megabytes before and after. */
const SCAVENGE = /Scavenge ([\d.]+) \([\d.]+\) -> ([\d.]+)/g;

let server: TestServer;

beforeAll(async () => {
  server = await startProgram(["--trace-gc", "dist/server.js"], /Wirebin is ready: (http:\/\/\S+)/, {});
});

afterAll(() => server.dispose());

test("after a thousand answers of the API, captures do not outlive their answers", { timeout: 60_000 }, async () => {
  const bin = await createBin(server.url);
  for (let i = 0; i < 1000; i += 1) await createBin(server.url);
  const body = "x".repeat(1024);
  const send = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const answer = await fetch(`${server.url}/${bin.id}`, { method: "POST", body });
      await answer.arrayBuffer();
    }
  };
  const sendMany = (each: number) => Promise.all(Array.from({ length: 16 }, () => send(each)));
  await sendMany(300);
  const before = server.output().length;
  await sendMany(300);
  // The writer's thread has a small heap of its own.
  const left = [...server.output().slice(before).matchAll(SCAVENGE)]
    .map(([, from, to]) => ({ from: Number(from), to: Number(to) }))
    .filter(({ from }) => from > 40)
    .map(({ to }) => to);
  expect(left.length).toBeGreaterThan(2);
  const grown = left.reduce((sum, to, i) => sum + Math.max(0, to - (left[i - 1] ?? to)), 0);
  // 4,800 captures that grow old would be 25 MB.
  expect(grown).toBeLessThan(8);
});
