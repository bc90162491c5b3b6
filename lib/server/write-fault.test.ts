import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { MAX_HOLD_MS } from "#lib/model/fault.ts";
import { writeFault } from "./write-fault.ts";

afterEach(() => vi.useRealTimers());

test("a sender that reads nothing of what drips gives its place back in time", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const sender = connect((server.address() as AddressInfo).port, "127.0.0.1").pause();
  sender.on("error", () => undefined);
  sender.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const [, response] = (await once(server, "request")) as [unknown, ServerResponse];
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  // More than the system takes for a connection.
  const body = new Uint8Array(64 * 1024 * 1024);
  const answer = { status: 200, headers: [], body, ownBytes: 0, delayMs: 0, fault: null, close: false };
  let places = 1;
  const leave = () => {
    places += 1;
  };
  const enterHeld = () => {
    places -= 1;
    return leave;
  };
  writeFault(response, answer, { kind: "drip", bytesPerSecond: body.length }, enterHeld);
  vi.advanceTimersByTime(MAX_HOLD_MS - 1000);
  expect(places).toBe(0);
  vi.advanceTimersByTime(2000);
  await once(response, "close");
  expect(places).toBe(1);
  sender.destroy();
  server.close();
});
