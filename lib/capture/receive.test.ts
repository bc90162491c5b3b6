import { describe, expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import { prepareReply } from "#lib/reply/prepare.ts";
import type { Chosen, Rules } from "#lib/reply/rules.ts";
import type { Entry } from "#lib/store/batch.ts";
import type { Arrival, ArrivedBody, Outcome } from "./arrival.ts";
import { previewOf } from "./entry.ts";
import { type CaptureBin, type Collaborators, createReceive } from "./receive.ts";

const bin: CaptureBin = {
  no: 7,
  id: "orders",
  reply: prepareReply(DEFAULT_REPLY, { ownHost: false }),
  rules: null,
};

function arrival(changes: Partial<Arrival> = {}, body: ArrivedBody = whole("hello")): Arrival {
  return {
    bin: "orders",
    rest: "",
    method: "POST",
    target: "/orders",
    httpVersion: "1.1",
    headers: [
      ["Host", "x"],
      ["content-type", "text/plain"],
    ],
    remoteIp: "127.0.0.1",
    beganAt: performance.now(),
    exact: true,
    contentLength: null,
    readBody: (_limit, done) => done(body),
    ...changes,
  };
}

function whole(text: string): ArrivedBody {
  return { kind: "whole", bytes: new TextEncoder().encode(text), trailers: [] };
}

function setUp(changes: Partial<Collaborators> = {}) {
  const calls: string[] = [];
  const entries: Entry[] = [];
  const start = createReceive({
    findBin: (id) => (id === "orders" ? bin : null),
    admitSender: null,
    admitToBin: null,
    append: async (entry) => {
      entries.push(entry);
      calls.push("stored");
      return entries.length;
    },
    publish: (_bin, seq, summary) => calls.push(`published ${seq} ${summary().path}`),
    onError: () => calls.push("error"),
    takeTurn: async () => 1,
    amendReply: async () => undefined,
    newId: () => "id-1",
    random: () => 0,
    now: () => 1000,
    maxBodyBytes: 10,
    ...changes,
  });
  const receive = (of: Arrival) => new Promise<Outcome>((resolve) => start(of, resolve));
  return { receive, calls, entries };
}

describe("receive", () => {
  test("stores, then publishes, then answers", async () => {
    const { receive, calls, entries } = setUp();
    const outcome = await receive(arrival());
    calls.push("answered");
    expect(outcome).toMatchObject({ kind: "stored", id: "id-1", seq: 1, reply: { status: 200 } });
    expect(calls).toEqual(["stored", "published 1 /orders", "answered"]);
    expect(entries[0]).toMatchObject({
      binNo: 7,
      kind: "message",
      contentType: "text/plain",
      bodyBytes: 5,
      preview: "hello",
    });
  });

  test("what has gone round three times is stored and hears 508, whatever the bin would say", async () => {
    const { receive, entries } = setUp();
    const sent = (hops: string) => receive(arrival({ rest: "/404", headers: [["x-wirebin-hop", hops]] }));
    expect(await sent("3")).toMatchObject({ kind: "stored", reply: { status: 508 } });
    expect(entries[0]).toMatchObject({ kind: "message", replyStatus: 508, bodyBytes: 5 });
    expect(await sent("2")).toMatchObject({ kind: "stored", reply: { status: 404 } });
  });

  test("an unknown bin stores nothing and reads no body", async () => {
    const { receive, calls } = setUp();
    const readBody = () => {
      throw new Error("read");
    };
    expect(await receive(arrival({ bin: "nobody", readBody }))).toEqual({ kind: "unknown_bin" });
    expect(calls).toEqual([]);
  });

  test("a body that promises too much is refused unread and kept as rejected, with its size", async () => {
    const { receive, entries } = setUp();
    const readBody = () => {
      throw new Error("read");
    };
    expect(await receive(arrival({ contentLength: 11, readBody }))).toMatchObject({ kind: "refused", status: 413 });
    expect(entries[0]).toMatchObject({ kind: "rejected", bodyBytes: 11, replyStatus: 413 });
    expect(entries[0]?.body).toHaveLength(0);
  });

  test("a body that grows too large is kept as rejected", async () => {
    const { receive, entries } = setUp();
    const outcome = await receive(arrival({}, { kind: "too_large", seen: 12, trailers: [] }));
    expect(outcome).toMatchObject({ kind: "refused", id: "id-1", status: 413 });
    expect(entries[0]).toMatchObject({ kind: "rejected", bodyBytes: 12 });
  });

  test("a sender that went away leaves nothing", async () => {
    const { receive, calls } = setUp();
    expect(await receive(arrival({}, { kind: "aborted", seen: 3, trailers: [] }))).toEqual({ kind: "aborted" });
    expect(calls).toEqual([]);
  });

  test("a store that cannot take it is unavailable, never an answer that claims otherwise", async () => {
    const { receive, calls } = setUp({ append: () => Promise.reject(new AppError("unavailable", "full")) });
    expect(await receive(arrival())).toEqual({ kind: "unavailable", retryAfterSeconds: 2 });
    expect(calls).toEqual(["error"]);
  });

  test("a message that cannot be read is kept as the bytes that came, and says why", async () => {
    const { receive, entries } = setUp();
    const refusal = { kind: "malformed", status: 400, reason: "Bad chunk", bytes: Uint8Array.of(0x5a, 0x0d) } as const;
    const outcome = await receive(arrival({}, { kind: "refused", seen: 1, trailers: [], refusal }));
    expect(outcome).toEqual({ kind: "refused", id: "id-1", seq: 1, status: 400, reason: "Bad chunk" });
    expect(entries[0]).toMatchObject({ kind: "malformed", reason: "Bad chunk", bodyBytes: 2, replyStatus: 400 });
    expect(entries[0]?.body).toEqual(refusal.bytes);
  });

  test("without room for the body nothing is stored, and the sender may come again", async () => {
    const { receive, calls } = setUp();
    const outcome = await receive(arrival({}, { kind: "no_room", seen: 3, trailers: [] }));
    expect(outcome).toEqual({ kind: "unavailable", retryAfterSeconds: 2 });
    expect(calls).toEqual([]);
  });

  test("a listener that fails takes nothing back from the sender", async () => {
    const { receive, calls } = setUp({
      publish: () => {
        throw new Error("listener");
      },
    });
    expect(await receive(arrival())).toMatchObject({ kind: "stored", seq: 1 });
    expect(calls).toEqual(["stored", "error"]);
  });

  test.each([
    ["a database that cannot be asked", { findBin: () => Promise.reject(new Error("gone")) }],
    ["a limit that cannot be asked", { admitSender: () => Promise.reject(new Error("gone")) }],
    [
      "a look-up that throws",
      {
        findBin: () => {
          throw new Error("gone");
        },
      },
    ],
  ])("%s is unavailable, never an unknown bin", async (_name, changes) => {
    const { receive, calls } = setUp(changes);
    expect(await receive(arrival())).toMatchObject({ kind: "unavailable" });
    expect(calls).toEqual(["error"]);
  });

  test.each([
    ["at once", { admitSender: () => 30 }],
    ["by others", { admitToBin: async () => 30 }],
  ])("over the rate, as known %s, is refused before anything is read", async (_name, changes) => {
    const { receive, calls } = setUp(changes);
    const readBody = () => calls.push("read");
    expect(await receive(arrival({ readBody }))).toEqual({ kind: "over_limit", retryAfterSeconds: 30 });
    expect(calls).toEqual([]);
  });

  test("a bin deleted while its body came is unknown", async () => {
    const { receive, calls } = setUp({ append: async () => null });
    expect(await receive(arrival())).toEqual({ kind: "unknown_bin" });
    expect(calls).toEqual([]);
  });
});

describe("previewOf", () => {
  test("gives the first 200 characters of text", () => {
    expect(previewOf(new TextEncoder().encode("é".repeat(500)))).toBe("é".repeat(200));
  });

  test("never cuts a character in two", () => {
    expect(previewOf(new TextEncoder().encode(`x${"😀".repeat(300)}`))).toBe(`x${"😀".repeat(99)}`);
  });

  test("a character that the last byte cuts in two is left out, one that is whole stays", () => {
    expect(previewOf(new TextEncoder().encode(`é${"x".repeat(797)}😀`))).toBe(`é${"x".repeat(199)}`);
    expect(previewOf(new TextEncoder().encode(`${"x".repeat(199)}é`))).toBe(`${"x".repeat(199)}é`);
    expect(previewOf(new TextEncoder().encode("x".repeat(1000)))).toBe("x".repeat(200));
  });

  test("is null for binary, for invalid UTF-8 and for nothing", () => {
    expect(previewOf(Uint8Array.of(0x50, 0x4b, 3, 4))).toBeNull();
    expect(previewOf(Uint8Array.of(0xff, 0xfe))).toBeNull();
    expect(previewOf(new Uint8Array(0))).toBeNull();
  });
});

describe("receive with rules", () => {
  const chosen = (changes: Partial<Chosen>): Rules => ({
    choose: async () => ({ reply: bin.reply, ruleId: "r1", fault: null, late: null, ...changes }),
  });

  test("keeps which rule answered, and what shall go wrong", async () => {
    const rules = chosen({ fault: { kind: "reset" } });
    const { receive, entries } = setUp({ findBin: () => ({ ...bin, rules }) });
    expect(await receive(arrival())).toMatchObject({ kind: "stored", fault: { kind: "reset" } });
    expect(entries[0]?.ruleId).toBe("r1");
  });

  test("answers with the bin's own reply when no rule does", async () => {
    const { receive, entries } = setUp({ findBin: () => ({ ...bin, rules: { choose: async () => null } }) });
    expect(await receive(arrival({ rest: "/404" }))).toMatchObject({ reply: { status: 404 }, fault: null });
    expect(entries[0]?.ruleId).toBeNull();
  });

  test("a reply that shows the capture's number is made and kept after the commit", async () => {
    const calls: string[] = [];
    const rules = chosen({ late: (seq) => ({ ...bin.reply, headersJson: `[["Seq","${seq}"]]` }) });
    const { receive } = setUp({
      findBin: () => ({ ...bin, rules }),
      amendReply: async ({ no }, seq, { status, headersJson }) => {
        calls.push(`${no} ${seq} ${status} ${headersJson}`);
      },
    });
    const began = performance.now();
    expect(await receive(arrival({ beganAt: began - 3000 }))).toMatchObject({
      reply: { headersJson: '[["Seq","1"]]' },
    });
    expect(calls).toEqual([expect.stringMatching(/^7 1 200 \[\[":took","3\d{3}"\],\["Seq","1"\]\]$/)]);
  });

  test("a body that is too large is no rule's business", async () => {
    const rules: Rules = {
      choose: () => {
        throw new Error("asked");
      },
    };
    const { receive } = setUp({ findBin: () => ({ ...bin, rules }) });
    expect(await receive(arrival({ contentLength: 1000 }))).toMatchObject({ kind: "refused", status: 413 });
  });

  test("a turn that cannot be taken stores nothing and says so", async () => {
    const rules: Rules = { choose: (message, { take }) => take("r1", message.rest).then(() => null) };
    const { receive, entries } = setUp({
      findBin: () => ({ ...bin, rules }),
      takeTurn: async () => {
        throw new AppError("unavailable", "no");
      },
    });
    expect(await receive(arrival())).toMatchObject({ kind: "unavailable" });
    expect(entries).toEqual([]);
  });
});
