import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Messages that Node's parser refuses: the answer says why, and what names a bin leaves a capture with the bytes that came. */

const HEADER_LIMIT = 8192;

let server: TestServer;
let bin: { id: string; key: string };
let api: Api;

beforeAll(async () => {
  server = await startServer({ MAX_HEADER_BYTES: String(HEADER_LIMIT) });
});
afterAll(() => server.dispose());

async function newBin(): Promise<string> {
  bin = await createBin(server.url);
  api = apiOf(server.url, bin);
  return `/${bin.id}`;
}

/** Sends the pieces with a pause between them, so that each is a packet of its own; gives back everything that came. */
function sendPieces(pieces: string[], end = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: server.port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    let answer = "";
    const left = [...pieces];
    const next = () => {
      const piece = left.shift();
      if (piece !== undefined) socket.write(Buffer.from(piece, "latin1"), () => setTimeout(next, 30));
      else if (end) socket.end();
    };
    socket.on("connect", next);
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("end", () => socket.destroy());
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

const CHUNKS = "Transfer-Encoding: chunked\r\n\r\n";

type Refused = [name: string, message: (address: string) => string, reason: RegExp];

const heads: Refused[] = [
  ["an unknown method", (a) => `FOO ${a}/x HTTP/1.1\r\nHost: a\r\n\r\n`, /method/],
  ["a method in lower case", (a) => `get ${a} HTTP/1.1\r\nHost: a\r\n\r\n`, /method/],
  ["a method with latin1", (a) => `G\xc9T ${a} HTTP/1.1\r\nHost: a\r\n\r\n`, /method/],
  ["latin1 bytes in the path", (a) => `GET ${a}/caf\xe9 HTTP/1.1\r\nHost: a\r\n\r\n`, /url/],
  ["raw UTF-8 in the query", (a) => `GET ${a}?q=caf\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n`, /url/],
  ["a control character in the path", (a) => `GET ${a}/\x01 HTTP/1.1\r\nHost: a\r\n\r\n`, /url/],
  ["a NUL in the path", (a) => `GET ${a}/\0 HTTP/1.1\r\nHost: a\r\n\r\n`, /url/],
  ["a version nobody has", (a) => `GET ${a} HTTP/3.7\r\nHost: a\r\n\r\n`, /version/],
  ["a header without a colon", (a) => `GET ${a} HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n`, /header/],
  ["a space before the colon", (a) => `GET ${a} HTTP/1.1\r\nHost : a\r\n\r\n`, /header/],
  ["a header without a name", (a) => `GET ${a} HTTP/1.1\r\n: a\r\n\r\n`, /header/],
  ["a latin1 header name", (a) => `GET ${a} HTTP/1.1\r\ncaf\xe9: a\r\n\r\n`, /header/],
  ["a NUL in a header value", (a) => `GET ${a} HTTP/1.1\r\nX: a\0b\r\n\r\n`, /header/],
  ["a control character in a header value", (a) => `GET ${a} HTTP/1.1\r\nX: a\x08b\r\n\r\n`, /header/],
  ["a folded header", (a) => `GET ${a} HTTP/1.1\r\nX: a\r\n b\r\n\r\n`, /header/],
  ["bare line feeds", (a) => `GET ${a} HTTP/1.1\nHost: a\n\n`, /CR|LF|header|version/],
  ["a bare carriage return", (a) => `GET ${a} HTTP/1.1\r\nX: a\rb\r\n\r\n`, /CR|LF|header/],
  [
    "two lengths that differ",
    (a) => `POST ${a} HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
    /Content-Length/,
  ],
  [
    "two lengths that agree",
    (a) => `POST ${a} HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc`,
    /Content-Length/,
  ],
  ["a length that is no number", (a) => `POST ${a} HTTP/1.1\r\nContent-Length: abc\r\n\r\n`, /Content-Length/],
  ["a negative length", (a) => `POST ${a} HTTP/1.1\r\nContent-Length: -1\r\n\r\n`, /Content-Length/],
  ["a length with a plus", (a) => `POST ${a} HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc`, /Content-Length/],
  ["a length in a list", (a) => `POST ${a} HTTP/1.1\r\nContent-Length: 3, 3\r\n\r\nabc`, /Content-Length/],
  [
    "a length beyond any number",
    (a) => `POST ${a} HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n`,
    /Content-Length/,
  ],
  [
    "chunked, identity",
    (a) => `POST ${a} HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    /Transfer-Encoding|size/,
  ],
];

describe("a head that cannot be read is kept whole", () => {
  test.each(heads)("%s", async (_name, make, reason) => {
    const message = make(await newBin());
    const answer = await sendRaw(server.port, message);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    const capture = await api.capture("latest");
    const [method, target] = message.split(/[ \r\n]/);
    expect(capture).toMatchObject({ kind: "malformed", exact: true, replyStatus: 400, remoteIp: "127.0.0.1" });
    expect(capture.method).toBe(method);
    expect(capture.target).toBe(target?.replaceAll("\0", "\ufffd"));
    expect(capture.reason).toMatch(reason);
    expect(answer).toContain(`X-Request-Id: ${capture.id}\r\n`);
    expect(answer.endsWith(`\r\n\r\n${capture.reason}.\n`)).toBe(true);
    expect(await api.bytes("/captures/latest/body")).toEqual(Buffer.from(message, "latin1"));
    expect(await api.bytes("/captures/latest/raw")).toEqual(Buffer.from(message, "latin1"));
  });

  test("also when it comes in pieces", async () => {
    const address = await newBin();
    const pieces = [`GE`, `T ${address}/a/b HTT`, "P/1.1\r\nHost: a\r", "\nX-Whole: 1\r\nbroken\r", "\n\r\n"];
    expect(await sendPieces(pieces)).toMatch(/^HTTP\/1\.1 400 /);
    const capture = await api.capture("latest");
    expect(capture).toMatchObject({ kind: "malformed", method: "GET", target: `${address}/a/b` });
    // The pieces behind the one in which the fault was found may or may not have come by then.
    const bytes = await api.bytes("/captures/latest/raw");
    expect(pieces.join("").startsWith(bytes.toString("latin1"))).toBe(true);
    expect(bytes.toString("latin1")).toContain("X-Whole: 1\r\nbroken");
  });

  test("also behind a body, on a connection that is kept alive", async () => {
    const address = await newBin();
    const good = `POST ${address}/good HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n`;
    const bad = `GET ${address}/bad HTTP/1.1\r\nHost: a\r\n`;
    const answer = await sendPieces([good, "01234", "56789", bad, "broken\r\n\r\n"]);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400"]);
    const capture = await api.capture("latest");
    expect(capture).toMatchObject({ seq: 2, kind: "malformed", target: `${address}/bad` });
    expect((await api.bytes("/captures/2/raw")).toString("latin1")).toBe(`${bad}broken\r\n\r\n`);
  });

  test("behind whole messages in one packet, and answered after them", async () => {
    const address = await newBin();
    const first = `POST ${address}/1 HTTP/1.1\r\nContent-Length: 4\r\n\r\n\r\n\r\n`;
    const second = `POST ${address}/2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n0\r\nT: 1\r\n\r\n`;
    const third = `BAR ${address}/3 HTTP/1.1\r\n\r\n`;
    const answer = await sendRaw(server.port, first + second + third);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 400"]);
    const { captures } = await api.captures("order=oldest");
    expect(captures.map(({ kind, path }) => `${kind} ${path.slice(address.length)}`)).toEqual([
      "message /1",
      "message /2",
      "malformed /3",
    ]);
    expect((await api.bytes("/captures/3/raw")).toString("latin1")).toBe(third);
  });

  describe.each<[string, (good: string, bad: string) => string[]]>([
    ["a whole message", (good, bad) => [`${good}\r\n${bad}`]],
    ["the end of a body", (good, bad) => [`${good}Content-Length: 9\r\n\r\n0123`, `GET /${bad}`]],
    ["line ends that are a body's", (good, bad) => [`${good}Content-Length: 8\r\n\r\n\r\n`, `\r\n\r\n\r\n${bad}`]],
    ["the end of chunks", (good, bad) => [`${good}${CHUNKS}5\r\nhe`, `llo\r\n0\r\nT: 1\r\n\r\n${bad}`]],
    ["the last byte of chunks", (good, bad) => [`${good}${CHUNKS}1\r\na\r\n0`, "\r\n\r", `\n${bad}`]],
    [
      "the end of a body and a whole message",
      (good, bad) => [`${good}Content-Length: 3\r\n\r\na`, `bc${good}Content-Length: 2\r\n\r\n\r\n${bad}`],
    ],
  ])("behind %s in one packet", (_name, make) => {
    test.each<[string, (bad: string) => string[]]>([
      ["whole", (bad) => [bad]],
      ["cut in its headers", (bad) => [bad.slice(0, -12), bad.slice(-12)]],
      ["cut in its method", (bad) => [bad.slice(0, 1), bad.slice(1, 40), bad.slice(40)]],
    ])("%s", async (_cut, cut) => {
      const address = await newBin();
      const bad = `GET ${address}/bad HTTP/1.1\r\nHost: a\r\nX: 1\r\nbroken\r\n\r\n`;
      const [begin = "", ...rest] = cut(bad);
      const pieces = [...make(`POST ${address}/good HTTP/1.1\r\nHost: a\r\n`, begin), ...rest];
      expect((await sendPieces(pieces)).match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe("HTTP/1.1 400");
      const { captures } = await api.captures("order=oldest");
      expect(captures.slice(0, -1).every(({ kind, path }) => kind === "message" && path === `${address}/good`)).toBe(
        true,
      );
      expect(captures.length).toBeGreaterThan(1);
      expect(captures.at(-1)).toMatchObject({ kind: "malformed", method: "GET", target: `${address}/bad` });
      expect((await api.bytes("/captures/latest/raw")).toString("latin1")).toBe(bad);
    });
  });
});

const strangers: [name: string, bytes: string][] = [
  ["a TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ["an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["noise", "\xff\xfe\xfd\0\x01\r\n\r\n"],
  ["a word", "hello\r\n\r\n"],
  ["a proxy's preamble", "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET / HTTP/1.1\r\n\r\n"],
  ["an unknown method to the front page", "FOO / HTTP/1.1\r\n\r\n"],
  ["an unknown method to the API", "FOO /api/bins HTTP/1.1\r\n\r\n"],
  ["an unknown method to no bin", "FOO /no-bin-has-this-name HTTP/1.1\r\n\r\n"],
];

describe("what names no bin is answered and forgotten", () => {
  test.each(strangers)("%s", async (_name, bytes) => {
    expect(await sendRaw(server.port, bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n(?!.*X-Request-Id)/s);
  });
});

describe("a body that cannot be read is kept as far as it came", () => {
  const chunked = (address: string) => `POST ${address} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`;

  test.each([
    ["a size that is no number", "5\r\nhello\r\nzz\r\nrest", "hellozz\r\nrest", /chunk size/],
    ["a chunk longer than its size", "5\r\nhello, world\r\n0\r\n\r\n", "hello, world\r\n0\r\n\r\n", /chunk/],
    ["a negative size", "-1\r\n\r\n", "-1\r\n\r\n", /chunk size/],
    ["a size beyond any number", "fffffffffffffffff\r\nx", "fffffffffffffffff\r\nx", /overflow/],
    ["a space before the size", "5\r\nhello\r\n 5\r\nhello\r\n", "hello 5\r\nhello\r\n", /chunk/],
    ["a trailer without a colon", "5\r\nhello\r\n0\r\nbroken\r\n\r\n", "hellobroken\r\n\r\n", /header/],
    ["behind a good trailer", "2\r\nhi\r\n0\r\nGood: 1\r\nbad\r\n\r\n", "hiGood: 1\r\nbad\r\n\r\n", /header/],
  ])("%s", async (_name, body, kept, reason) => {
    const address = await newBin();
    const answer = await sendRaw(server.port, chunked(address) + body);
    const capture = await api.capture("latest");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(capture.id);
    expect(capture).toMatchObject({ kind: "malformed", method: "POST", target: address, replyStatus: 400 });
    expect(capture.reason).toMatch(reason);
    expect(capture.headers).toEqual([
      ["Host", "a"],
      ["Transfer-Encoding", "chunked"],
    ]);
    expect((await api.bytes("/captures/latest/body")).toString("latin1")).toBe(kept);
  });

  test("also when it comes in pieces", async () => {
    const address = await newBin();
    const answer = await sendPieces([chunked(address), "5\r\nhe", "llo\r\n3\r\nabc\r\n", "zz\r\n"]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await api.bytes("/captures/latest/body")).toString("latin1")).toBe("helloabczz\r\n");
  });

  test.each([
    ["a size", ["5\r\nhello\r\n1", "z\r\n"], "hello1z\r\n"],
    ["an extension", ["5\r\nhello\r\n1;n", "ame=\0\r\n"], "hello1;name=\0\r\n"],
    ["the end of a chunk", ["5\r\nhello", "\r", "5\r\nhello\r\n"], "hello\r5\r\nhello\r\n"],
    [
      "trailers",
      ["5\r\nhello\r\n0\r\nGood: 1\r", "\nAlso: 2\r\nbro", "ken\r\n\r\n"],
      "helloGood: 1\r\nAlso: 2\r\nbroken\r\n\r\n",
    ],
  ])("also when it is cut in %s", async (_name, pieces, kept) => {
    const address = await newBin();
    // Behind a whole one, whose end comes in the packet in which it begins.
    const [first = "", ...rest] = pieces;
    const good = `POST ${address} HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n`;
    await sendPieces([`${good}go`, `od${chunked(address)}${first}`, ...rest]);
    const { kind, seq } = await api.capture("latest");
    expect([kind, seq]).toEqual(["malformed", 2]);
    expect((await api.bytes("/captures/latest/body")).toString("latin1")).toBe(kept);
  });

  test("extensions without end are refused", async () => {
    const address = await newBin();
    const answer = await sendPieces([chunked(address), `5;${"x".repeat(20_000)}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(await api.capture("latest")).toMatchObject({ kind: "rejected", replyStatus: 413, bodyBytes: 0 });
  });
});

describe("nothing behind a message that cannot be read is a message", () => {
  const smuggled = (address: string) => `GET ${address}/smuggled HTTP/1.1\r\nHost: a\r\n\r\n`;
  test.each<[string, (inner: string) => string]>([
    [
      "TE and CL",
      (inner) => `Content-Length: ${5 + inner.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    ["CL and TE", (inner) => `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n${inner}`],
    ["TE twice", (inner) => `Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${inner}`],
    ["TE with a vertical tab", (inner) => `Transfer-Encoding: \x0bchunked\r\nContent-Length: 4\r\n\r\nabcd${inner}`],
    [
      "TE with a space before its colon",
      (inner) => `Transfer-Encoding : chunked\r\nContent-Length: 4\r\n\r\nabcd${inner}`,
    ],
    ["TE on a folded line", (inner) => `X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nabcd${inner}`],
    ["two CLs", (inner) => `Content-Length: 0\r\nContent-Length: 44\r\n\r\n${inner}`],
    ["a bad chunk", (inner) => `Transfer-Encoding: chunked\r\n\r\nzz\r\n${inner}`],
    ["a chunk with a bare LF", (inner) => `Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n${inner}`],
    ["an encoding that does not end", (inner) => `Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n${inner}`],
    ["an unknown encoding", (inner) => `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`],
  ])("%s", async (_name, make) => {
    const address = await newBin();
    const answer = await sendRaw(server.port, `POST ${address} HTTP/1.1\r\nHost: a\r\n${make(smuggled(address))}`);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400"]);
    const { captures } = await api.captures();
    expect(captures.map(({ kind, path }) => [kind, path])).toEqual([["malformed", address]]);
  });

  test("and packets that follow are thrown away", async () => {
    const address = await newBin();
    const answer = await sendPieces([`FOO ${address} HTTP/1.1\r\n\r\n`, smuggled(address), smuggled(address)]);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400"]);
    expect((await api.captures()).total).toBe(1);
  });
});

describe("headers over the limit", () => {
  test.each<[string, (address: string) => string[]]>([
    ["one large header", (a) => [`GET ${a}/x HTTP/1.1\r\nHost: a\r\nCookie: ${"c".repeat(HEADER_LIMIT)}\r\n\r\n`]],
    [
      "many packets",
      (a) => [
        `GET ${a}/x HTTP/1.1\r\nHost: a\r\nCo`,
        "okie: ",
        ..."1234".replace(/./g, `${"c".repeat(3000)}|`).split("|"),
      ],
    ],
    [
      "many small ones",
      (a) => [
        `GET ${a}/x HTTP/1.1\r\nHost: a\r\n${Array.from({ length: 900 }, (_, i) => `X-Header-${i}: ${i}\r\n`).join("")}\r\n`,
      ],
    ],
    ["a megabyte", (a) => [`GET ${a}/x HTTP/1.1\r\nHost: a\r\nCookie: ${"c".repeat(1_000_000)}\r\n\r\n`]],
  ])("%s: 431, and kept as rejected", async (_name, make) => {
    const address = await newBin();
    const answer = await sendPieces(make(address));
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    const capture = await api.capture("latest");
    expect(answer).toContain(capture.id);
    expect(capture).toMatchObject({
      kind: "rejected",
      method: "GET",
      target: `${address}/x`,
      replyStatus: 431,
      bodyBytes: 0,
      reason: `The headers are larger than ${HEADER_LIMIT} bytes`,
    });
    expect(capture.headers[0]).toEqual(["Host", "a"]);
  });

  test("a target over the limit", async () => {
    const address = await newBin();
    const answer = await sendPieces([`GET ${address}/${"x".repeat(4000)}`, "x".repeat(5000), " HTTP/1.1\r\n\r\n"]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect((await api.capture("latest")).target.startsWith(`${address}/xxxx`)).toBe(true);
  });

  test("trailers over the limit", async () => {
    const address = await newBin();
    const head = `POST ${address} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n`;
    const answer = await sendPieces([head, `X-Trailer: ${"t".repeat(HEADER_LIMIT)}\r\n\r\n`]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(await api.capture("latest")).toMatchObject({ kind: "rejected", replyStatus: 431 });
  });
});

describe("a message that ends before it is whole is not kept", () => {
  test.each<[string, (address: string) => string]>([
    ["in its headers", (a) => `GET ${a} HTTP/1.1\r\nHost: a\r\nX-`],
    ["in its body", (a) => `POST ${a} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf`],
    ["in a chunk", (a) => `POST ${a} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha`],
  ])("%s", async (_name, make) => {
    const address = await newBin();
    const answer = await sendPieces([make(address)], true);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*ended before it was whole/s);
    expect((await api.captures()).total).toBe(0);
  });
});
