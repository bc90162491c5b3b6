import { afterEach, describe, expect, test } from "vitest";
import type { EgressRequest } from "./client.ts";
import { createLookup } from "./lookup.ts";
import { headLines, OK } from "./raw-receiver.ts";
import { answering, BLOCKED, closeReceivers, egress, listen, request } from "./test-egress.ts";

const get = (url: string, more: Partial<EgressRequest> = {}) => request("GET", url, more);

afterEach(closeReceivers);

describe("refused targets", () => {
  test("every spelling of this machine is refused alike, and no connection is made", async () => {
    const receiver = await listen();
    const { lookup } = answering("127.0.0.1");
    const hosts = [
      "127.0.0.1",
      "127.1",
      "0",
      "0.0.0.0",
      "0177.0.0.1",
      "017700000001",
      "0x7f.1",
      "2130706433",
      "127。0。0。1",
      "127.0.0.1.",
      "%31%32%37.0.0.1",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[::127.0.0.1]",
      "[64:ff9b::7f00:1]",
      "[64:ff9b:1::7f00:1]",
      "[2002:7f00:1::]",
      "localhost",
      "LOCALHOST",
      "localhost.",
      "foo.localhost",
      "rebound.example",
    ];
    for (const host of hosts) {
      const result = await egress({ lookup }).send(get(`http://${host}:${receiver.port}/`));
      expect({ host, ...result }).toEqual({ host, ...BLOCKED, timings: { totalMs: expect.any(Number) } });
    }
    expect(receiver.connections).toBe(0);
  });

  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://10.0.0.1/",
    "http://[fe80::1]/",
    "http://[ff02::1]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:25/",
    "http://8.8.8.8:6379/",
    "http://8.8.8.8:0/",
    "http://a.example:6667/",
  ])("%s", async (url) => {
    expect(await egress(answering("8.8.8.8")).send(get(url))).toMatchObject(BLOCKED);
  });

  test.each([
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://127.0.0.1:70/_x",
    "data:text/plain,x",
    "javascript:alert(1)",
    "dict://127.0.0.1:11211/stats",
    "ws://example.com/",
    "http://user:secret@example.com/",
    "http://user@example.com/",
    "http://[fe80::1%25eth0]/",
    "http://exa mple.com/",
    "http://example.com:99999/",
    "http://",
    "//example.com/",
    "example.com",
    "",
    `http://example.com/${"a".repeat(9000)}`,
  ])("%s is no target and is never looked up", async (url) => {
    const { asked, lookup } = answering("8.8.8.8");
    const result = await egress({ lookup }).send(get(url));
    expect(result).toMatchObject({ kind: "failed", code: "invalid_target" });
    expect(JSON.stringify(result)).not.toContain("secret");
    expect(asked).toEqual([]);
  });

  test("what the parser reads is what is looked up, however the address is dressed up", async () => {
    const { asked, lookup } = answering("10.0.0.1");
    const client = egress({ lookup });
    await client.send(get("http://evil.example#@127.0.0.1/"));
    await client.send(get("http://evil.example\\@127.0.0.1/"));
    await client.send(get("http:evil.example"));
    await client.send(get("http:///evil.example/"));
    await client.send(get("http://ev\til.exam\nple/"));
    await client.send(get("http://EVIL.example/"));
    expect(asked).toEqual(Array.from({ length: 6 }, () => "evil.example"));
    expect(await client.send(get("http://127.0.0.1:80\\@evil.example/"))).toMatchObject(BLOCKED);
  });

  test("one bad address in a name's answer refuses the whole name", async () => {
    const receiver = await listen();
    const client = egress({ ...answering("127.0.0.1", "10.0.0.1"), allow: ["127.0.0.1"] });
    expect(await client.send(get(`http://mixed.example:${receiver.port}/`))).toMatchObject(BLOCKED);
    expect(receiver.connections).toBe(0);
  });

  test("a name is looked up once, and only what was judged is connected to", async () => {
    const receiver = await listen();
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    let asked = 0;
    const lookup = async () => (answers[asked++] ?? []).map((address) => ({ address, family: 4 }));
    const client = egress({ lookup, allow: ["127.0.0.0/8"] });
    const first = await client.send(get(`http://rebinding.example:${receiver.port}/`));
    expect(first).toMatchObject({ kind: "answered", remoteAddress: "127.0.0.1" });
    expect(asked).toBe(1);
    expect(await client.send(get(`http://rebinding.example:${receiver.port}/`))).toMatchObject(BLOCKED);
    expect(receiver.connections).toBe(1);
  });

  test("the address the socket ends up at is judged again", async () => {
    const receiver = await listen();
    // 0.0.0.0 is allowed by name here, and the system connects it to 127.0.0.1, which is not.
    const client = egress({ allow: ["0.0.0.0/8"] });
    expect(await client.send(get(`http://0.0.0.0:${receiver.port}/`))).toMatchObject(BLOCKED);
    expect(receiver.requests).toEqual([]);
  });

  test("how long a refusal takes does not depend on what is there", async () => {
    const open = await listen();
    const closed = await listen();
    await closed.close();
    const client = egress();
    const median = async (url: string) => {
      const times: number[] = [];
      for (let at = 0; at < 21; at += 1) times.push((await client.send(get(url))).timings.totalMs);
      return times.sort((a, b) => a - b)[10] ?? 0;
    };
    const medians = [await median(open.url), await median(closed.url), await median("http://10.255.255.1:81/")];
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(50);
  });
});

describe("allowed targets", () => {
  test("loopback, by address and by name, when we listen on loopback only", async () => {
    const receiver = await listen();
    const client = egress({ allowLoopback: true });
    for (const host of ["127.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost"]) {
      const { kind } = await client.send(get(`http://${host}:${receiver.port}/`));
      expect({ host, kind }).toEqual({ host, kind: "answered" });
    }
    expect(await client.send(get("http://10.0.0.1/"))).toMatchObject(BLOCKED);
  });

  test("IPv6 loopback, with the brackets in Host", async () => {
    const receiver = await listen(OK, "::1");
    expect(await egress({ allowLoopback: true }).send(get(receiver.url))).toMatchObject({ kind: "answered" });
    expect(headLines(receiver.requests[0] ?? Buffer.alloc(0))[1]).toBe(`host: [::1]:${receiver.port}`);
  });

  test("the second address is tried when the first does not accept", async () => {
    const receiver = await listen();
    const client = egress({ allowLoopback: true, ...answering("127.0.0.2", "127.0.0.1") });
    expect(await client.send(get(`http://two.example:${receiver.port}/`))).toMatchObject({
      remoteAddress: "127.0.0.1",
    });
  });

  test("a name without address, and a look-up that fails or hangs", async () => {
    const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
    const name = "http://missing.example/";
    expect(await egress(answering()).send(get(name))).toMatchObject({ code: "name_not_found" });
    expect(await egress({ lookup: failing("ENOTFOUND") }).send(get(name))).toMatchObject({ code: "name_not_found" });
    expect(await egress({ lookup: failing("EAI_AGAIN") }).send(get(name))).toMatchObject({ code: "name_not_found" });
    const hanging = egress({ lookup: createLookup(() => new Promise(() => undefined)), limits: { connectMs: 30 } });
    expect(await hanging.send(get(name))).toMatchObject({ code: "connect_timeout" });
  });

  test("settings that cannot be read stop the start", () => {
    expect(() => egress({ allow: ["10.0.0.0/33"] })).toThrow(RangeError);
    expect(() => egress({ proxy: "socks5://127.0.0.1:1080" })).toThrow(RangeError);
  });
});

describe("our own listener", () => {
  test("is refused even where loopback is allowed", async () => {
    const own = await listen();
    const other = await listen();
    const client = egress({ allowLoopback: true, ownListeners: () => [{ address: "127.0.0.1", port: own.port }] });
    for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"]) {
      expect(await client.send(get(`http://${host}:${own.port}/`))).toMatchObject(BLOCKED);
    }
    expect(await client.send(get(other.url))).toMatchObject({ kind: "answered" });
    expect(own.connections).toBe(0);
  });

  test("on all interfaces is refused through each of them", async () => {
    const own = await listen();
    const client = egress({ allow: ["0.0.0.0/0", "::/0"], ownListeners: () => [{ address: "::", port: own.port }] });
    for (const host of ["127.0.0.1", "127.0.0.9", "[::1]", "0.0.0.0", "[::]"]) {
      expect(await client.send(get(`http://${host}:${own.port}/`))).toMatchObject(BLOCKED);
    }
    expect(own.connections).toBe(0);
  });
});
