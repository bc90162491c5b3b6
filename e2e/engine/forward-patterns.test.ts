import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Forward } from "#lib/model/forward.ts";
import { createBin } from "../harness/api.ts";
import { deliveriesOf } from "../harness/deliveries.ts";
import { startServer, type TestServer } from "../harness/server.ts";

const Database: new (file: string) => { exec: (sql: string) => void; close: () => void } = createRequire(
  import.meta.url,
)("better-sqlite3");

const folder = mkdtempSync(path.join(tmpdir(), "wirebin-patterns-"));
const file = path.join(folder, "wirebin.db");
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ DATABASE_URL: `file:${file}` });
}, 60_000);

afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("a bin with more patterns than it may have can switch its forwards off, and get no more of them", async () => {
  const bin = await createBin(server.url);
  const { target, forward, api } = deliveriesOf(server.url, bin);
  const saved = await target("https://t.example/");
  const ten = (operator: "contains" | "matches") =>
    Array.from({ length: 10 }, () => ({ field: "body" as const, operator, value: "a" }));
  const made: Forward[] = [];
  for (let i = 0; i < 6; i += 1) made.push(await forward(saved, { conditions: ten("contains") }));
  // As a version before the bound let them be saved.
  const database = new Database(file);
  database.exec(`UPDATE "Forward" SET "conditions" = replace("conditions", 'contains', 'matches')`);
  database.close();
  const change = (changes: object) =>
    api.call(`/forwards/${made[0]?.id}`, { method: "PATCH", body: JSON.stringify(changes) });
  const changed = await change({ enabled: false });
  expect(changed.status).toBe(200);
  expect(await changed.json()).toMatchObject({ enabled: false, conditions: ten("matches") });
  expect((await change({ conditions: ten("matches") })).status).toBe(422);
  expect((await change({ conditions: ten("contains") })).status).toBe(200);
}, 30_000);
