import { createHash, randomBytes } from "node:crypto";
import { expect } from "vitest";
import type { CreatedBin } from "#lib/model/bin.ts";
import { apiOf } from "./api.ts";
import { message, sendRaw } from "./raw.ts";
import type { TestServer } from "./server.ts";

/** A sender that fills a disk, and knows what must be on it. */
export type Filling = {
  /** What was answered 200 is noted; anything else must be a 503 that says when to come again, in time. */
  send: (bin: CreatedBin, path: string, bytes: number) => Promise<200 | 503>;
  /** Sends half a megabyte again and again until the disk is full; says how many were answered 200. */
  sendUntilFull: (bin: CreatedBin) => Promise<number>;
  /** What was answered 200 is there once and byte for byte, and nothing else is. */
  expectAllThere: (bin: CreatedBin) => Promise<void>;
  forget: () => void;
};

export function createFilling(server: TestServer): Filling {
  /** SHA-256 of the body by the capture's id. */
  const answered = new Map<string, string>();

  async function send(bin: CreatedBin, path: string, bytes: number): Promise<200 | 503> {
    // No database makes these smaller.
    const body = randomBytes(bytes);
    const began = performance.now();
    const answer = await sendRaw(server.port, message({ target: `/${bin.id}/${path}`, body }));
    const [, id] = /\r\nX-Request-Id: (\S+)/.exec(answer) ?? [];
    if (answer.startsWith("HTTP/1.1 200 ") && id) {
      answered.set(id, createHash("sha256").update(body).digest("hex"));
      return 200;
    }
    expect(answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: \d+\r\n/);
    expect(performance.now() - began).toBeLessThan(6000);
    return 503;
  }

  return {
    send,
    sendUntilFull: async (bin) => {
      for (let count = 0; ; count += 1) if ((await send(bin, `n-${count}`, 500_000)) === 503) return count;
    },
    expectAllThere: async (bin) => {
      const api = apiOf(server.url, bin);
      const { captures, lastSeq } = await api.captures("order=oldest&limit=200");
      expect(captures.map(({ seq }) => seq)).toEqual(Array.from({ length: captures.length }, (_, i) => i + 1));
      expect(lastSeq).toBe(captures.length);
      expect(captures.map(({ id }) => id).sort()).toEqual([...answered.keys()].sort());
      for (const { seq, id } of captures) {
        const bytes = await api.bytes(`/captures/${seq}/body`);
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(answered.get(id));
      }
    },
    forget: () => answered.clear(),
  };
}
