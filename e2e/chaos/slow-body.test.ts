import { expect, test } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { openLine } from "../harness/line.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer } from "../harness/server.ts";

/** Slow headers and idle connections, whose time is up sooner: e2e/engine/bounded.test.ts. */
test("a body that comes a byte at a time has a minute, and others do not notice", { timeout: 120_000 }, async () => {
  const server = await startServer({ MAX_BODY_BYTES: "1000000" });
  const bin = await createBin(server.url);
  const lines = Array.from({ length: 100 }, () => openLine(server.port));
  const began = performance.now();
  for (const line of lines) line.write(`POST /${bin.id}/slow HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n`);
  const drip = setInterval(() => {
    for (const line of lines) line.write("b");
  }, 100);
  const slow = Promise.all(lines.map(({ closed }) => closed));
  let isOver = false;
  slow.then(() => {
    isOver = true;
  });
  const took: number[] = [];
  while (!isOver) {
    const started = performance.now();
    expect(await sendRaw(server.port, message({ target: `/${bin.id}/quick` }))).toMatch(/^HTTP\/1\.1 200 /);
    took.push(performance.now() - started);
  }
  clearInterval(drip);
  for (const answer of await slow) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - began).toBeGreaterThan(59_000);
  expect(performance.now() - began).toBeLessThan(75_000);
  took.sort((a, b) => a - b);
  expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(1000);
  expect((await apiOf(server.url, bin).captures("path=slow&kind=message")).captures).toEqual([]);
  await server.dispose();
});
