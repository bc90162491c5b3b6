import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CreatedBin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { type Haproxy, hasHaproxy, startHaproxy } from "../harness/haproxy.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/**
 * Messages whose end two readers may see in different places, through a proxy that shares connections among its clients. What each sender
 * is told is stored is what it sent, and nobody's bytes are in somebody else's capture. Without a proxy: malformed.test.ts.
 */

const ENCODINGS = [
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: CHUNKED",
  "Transfer-Encoding : chunked",
  "Transfer-Encoding:\tchunked",
  "Transfer-Encoding: \x0bchunked",
  "Transfer-Encoding: chunked\x0c",
  "Transfer-Encoding: xchunked",
  'Transfer-Encoding: "chunked"',
  "Transfer-Encoding: chunked;q=1",
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: identity, chunked",
  "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
  "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
  "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
  "Transfer-Encoding:\r\n chunked",
  "X: y\r\n Transfer-Encoding: chunked",
  "X: y\nTransfer-Encoding: chunked",
  "X: y\rTransfer-Encoding: chunked",
  "Transfer_Encoding: chunked",
  "\0Transfer-Encoding: chunked",
];

/** By how long the body is in truth. */
const LENGTHS: ((bytes: number) => string)[] = [
  (bytes) => `Content-Length: 4\r\nContent-Length: ${bytes}`,
  (bytes) => `Content-Length: ${bytes}\r\nContent-Length: 4`,
  (bytes) => `Content-Length: ${bytes}\r\ncontent-length: ${bytes}`,
  (bytes) => `Content-Length: 4, ${bytes}`,
  (bytes) => `Content-Length: ${bytes}, ${bytes}`,
  (bytes) => `Content-Length: +${bytes}`,
  (bytes) => `Content-Length: 0x${bytes.toString(16)}`,
  (bytes) => `Content-Length: 00${bytes}`,
  (bytes) => `Content-Length : ${bytes}`,
  (bytes) => `Content-Length: -1\r\nContent-Length: ${bytes}`,
  (bytes) => `X: y\r\n Content-Length: 4\r\nContent-Length: ${bytes}`,
];

/** Where the message inside begins: behind the last chunk, in a chunk, behind a chunk that ends its lines otherwise. */
const BODIES: ((inner: string) => string)[] = [
  (inner) => `0\r\n\r\n${inner}`,
  (inner) => `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`,
  (inner) => `3;\nabc\r\n0\n\r\n${inner}`,
];

/** Heads but for the request line and the Host, with the body behind. */
function attacks(inner: string): string[] {
  const all: string[] = [];
  for (const makeBody of BODIES) {
    const body = makeBody(inner);
    const lengths = ["Content-Length: 4", `Content-Length: ${body.length}`];
    for (const encoding of ENCODINGS) {
      all.push(`${encoding}\r\n\r\n${body}`);
      for (const length of lengths)
        all.push(`${length}\r\n${encoding}\r\n\r\n${body}`, `${encoding}\r\n${length}\r\n\r\n${body}`);
    }
    for (const length of LENGTHS) all.push(`${length(body.length)}\r\n\r\n${body}`);
  }
  return all;
}

describe.skipIf(!hasHaproxy())("through a proxy", { timeout: 60_000 }, () => {
  let server: TestServer;
  let haproxy: Haproxy;
  beforeAll(async () => {
    server = await startServer();
    haproxy = await startHaproxy(server.port);
  });
  afterAll(async () => {
    await haproxy.stop();
    await server.dispose();
  });

  test.each(["strict", "lenient"] as const)("that is %s nothing is smuggled", async (kind) => {
    const port = haproxy[kind];
    const [attacked, other] = [await createBin(server.url), await createBin(server.url)];
    const before = await haproxy.reused();
    let isOver = false;
    const others = Array.from({ length: 3 }, (_, i) => sendAsUsual(port, other, `other-${i}`, () => isOver));

    const count = attacks("").length;
    /** The ids that each attacker heard. */
    const heard = new Map<string, string[]>();
    const left = Array.from({ length: 2 * count }, (_, n) => n).values();
    const attack = async () => {
      for (const n of left) {
        const tag = `tag-${n}-`;
        // Every other one leaves its last header open, for whatever comes next on a connection that is shared.
        const inner = `GET /${attacked.id}/${tag}/inner HTTP/1.1\r\nHost: a\r\nX-Next: ${n % 2 ? "" : "\r\n\r\n"}`;
        const rest = attacks(inner)[n >> 1];
        heard.set(tag, idsIn(await sendAndEnd(port, `POST /${attacked.id}/${tag} HTTP/1.1\r\nHost: a\r\n${rest}`)));
      }
    };
    await Promise.all(Array.from({ length: 8 }, attack));
    isOver = true;
    const sent = (await Promise.all(others)).flat();

    const kept = await all(server, other);
    expect(kept.map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
    const api = apiOf(server.url, other);
    for (const { id, seq, path } of kept) {
      expect(path).toBe(`/${other.id}/${sent.find((one) => one.id === id)?.name}`);
      const capture = await api.capture(seq);
      expect(capture.body.data).toBe(`body of ${path.split("/").at(-1)}`);
      expect(JSON.stringify(capture)).not.toContain("tag-");
    }

    const taken = new Map<string, string[]>();
    const attackedApi = apiOf(server.url, attacked);
    for (const { id, seq } of await all(server, attacked)) {
      const text = (await (await attackedApi.call(`/captures/${seq}/raw`)).text()) || "";
      expect(text).not.toContain("other-");
      const tags = new Set(text.match(/tag-\d+-/g));
      expect([...tags]).toHaveLength(1);
      for (const tag of tags) taken.set(tag, [...(taken.get(tag) ?? []), id]);
    }
    // Each capture is one that its own sender was told of, and the other way round: refused is refused.
    for (const [tag, ids] of heard) expect(taken.get(tag)?.sort() ?? [], tag).toEqual(ids.sort());
    process.stdout.write(
      `${kind}: ${heard.size} tried, ${taken.size} of them taken; ${sent.length} others meanwhile\n`,
    );
    expect(sent.length).toBeGreaterThan(20);
    expect(await haproxy.reused()).toBeGreaterThan(before + 20);
  });
});

const idsIn = (answers: string) => [...answers.matchAll(/\r\nX-Request-Id: (\S+)/gi)].map(([, id]) => id ?? "");

/** Says no more after this, so that nobody waits for the rest of a message that has none. */
function sendAndEnd(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("end", () => socket.end());
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
    socket.end(Buffer.from(bytes, "latin1"));
  });
}

/** An ordinary sender; resolves with what it sent when `isOver`. Each must be answered 200. */
async function sendAsUsual(port: number, bin: CreatedBin, prefix: string, isOver: () => boolean) {
  const sent: { name: string; id: string }[] = [];
  for (let i = 0; !isOver() || i === 0; i += 1) {
    const name = `${prefix}-${i}`;
    const answer = await sendRaw(port, message({ target: `/${bin.id}/${name}`, body: `body of ${name}` }));
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    const [id = "", ...more] = idsIn(answer);
    expect(more).toEqual([]);
    sent.push({ name, id });
  }
  return sent;
}

async function all(server: TestServer, bin: CreatedBin): Promise<Summary[]> {
  const found: Summary[] = [];
  for (let next: string | null = "order=oldest&limit=200"; next !== null; ) {
    const page = await apiOf(server.url, bin).captures(next);
    found.push(...page.captures);
    next = page.next;
  }
  return found;
}
