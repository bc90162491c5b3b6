import { expect, test } from "vitest";
import { type Findings, findAll } from "./find-all.ts";

const at = (start: number) => ({ start, end: start + 1 });

async function allOf(pieces: Iterator<{ start: number; end: number }[]>, limit = 1000, stop = new AbortController()) {
  const said: Findings[] = [];
  await findAll(pieces, { limit, signal: stop.signal, say: (findings) => said.push(findings) });
  return said;
}

test("all pieces are gathered, and the end is said", async () => {
  const said = await allOf([[at(1)], [], [at(5), at(9)]].values());
  expect(said).toEqual([{ found: [at(1), at(5), at(9)], isDone: true }]);
  expect(await allOf([].values())).toEqual([{ found: [], isDone: true }]);
});

test("it ends at the limit, also of pieces without end", async () => {
  function* endless() {
    for (let next = 0; ; next += 3) yield [at(next), at(next + 1), at(next + 2)];
  }
  const [last] = (await allOf(endless(), 100)).slice(-1);
  expect(last?.found).toHaveLength(100);
  expect(last?.isDone).toBe(true);
});

test("others come to their turn meanwhile, hear what was found so far, and can stop it", async () => {
  const stop = new AbortController();
  function* slow() {
    for (let next = 0; ; next += 1) {
      const until = performance.now() + 5;
      while (performance.now() < until);
      yield [at(next)];
    }
  }
  setTimeout(() => stop.abort(), 250);
  const said = await allOf(slow(), 1e9, stop);
  expect(said.length).toBeGreaterThan(0);
  expect(said.every(({ found, isDone }) => found.length > 0 && !isDone)).toBe(true);
});
