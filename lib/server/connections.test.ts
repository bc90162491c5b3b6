import { once } from "node:events";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { beginMessage, type Connections, createConnections, whenAnswered } from "./connections.ts";

function socketFrom(address: string): Socket {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: address });
  return socket;
}

function open(connections: Connections, address: string, busy = false): Socket | null {
  const socket = socketFrom(address);
  const connection = connections.open(socket);
  if (connection && busy) {
    const message = new IncomingMessage(socket);
    beginMessage(connection, message, new ServerResponse(message), true);
  }
  return connection && socket;
}

const limits = { inAll: 4, perSender: 2, isUncounted: (address: string) => address === "10.0.0.1" };

describe("connections", () => {
  test("at a sender's limit its oldest idle one makes room", async () => {
    const connections = createConnections(limits);
    const first = open(connections, "192.0.2.1");
    const second = open(connections, "192.0.2.1");
    expect(open(connections, "192.0.2.1")).not.toBeNull();
    expect([first?.destroyed, second?.destroyed]).toEqual([true, false]);
  });

  test("busy ones stay, and without an idle one there is no place", () => {
    const connections = createConnections(limits);
    const busy = [open(connections, "192.0.2.1", true), open(connections, "192.0.2.1", true)];
    expect(open(connections, "192.0.2.1")).toBeNull();
    expect(busy.map((socket) => socket?.destroyed)).toEqual([false, false]);
    expect(open(connections, "192.0.2.2")).not.toBeNull();
  });

  test("a place is free again when its connection has closed", async () => {
    const connections = createConnections(limits);
    open(connections, "192.0.2.1", true);
    const second = open(connections, "192.0.2.1", true);
    second?.destroy();
    if (second) await once(second, "close");
    expect(open(connections, "192.0.2.1", true)).not.toBeNull();
    expect(open(connections, "192.0.2.1", true)).toBeNull();
  });

  test("addresses of one IPv6 network are one sender", () => {
    const connections = createConnections(limits);
    open(connections, "2001:db8::1", true);
    open(connections, "2001:db8::2", true);
    expect(open(connections, "2001:db8::3")).toBeNull();
    expect(open(connections, "2001:db8:0:1::3")).not.toBeNull();
  });

  test("in all there are so many, a trusted proxy's too, which has no limit of its own", () => {
    const connections = createConnections(limits);
    for (let i = 0; i < 4; i += 1) expect(open(connections, "10.0.0.1", true)).not.toBeNull();
    expect(open(connections, "10.0.0.1")).toBeNull();
    expect(open(connections, "192.0.2.1")).toBeNull();
  });

  test("an upgraded one is never idle", () => {
    const connections = createConnections({ ...limits, inAll: 1 });
    const socket = open(connections, "192.0.2.1");
    const connection = socket && connections.of(socket);
    if (connection) connection.upgraded = true;
    expect(open(connections, "192.0.2.2")).toBeNull();
  });

  test("all can be ended at once", () => {
    const connections = createConnections(limits);
    const sockets = [open(connections, "192.0.2.1", true), open(connections, "192.0.2.2")];
    connections.closeAll();
    expect(sockets.map((socket) => socket?.destroyed)).toEqual([true, true]);
  });
});

test("what comes last waits for the answer before it", async () => {
  const connections = createConnections(limits);
  const socket = socketFrom("192.0.2.1");
  const connection = connections.open(socket);
  if (!connection) throw new Error("no place");
  const calls: string[] = [];
  whenAnswered(connection, () => calls.push("nothing before"));
  const message = new IncomingMessage(socket);
  const response = new ServerResponse(message);
  beginMessage(connection, message, response, true);
  whenAnswered(connection, () => calls.push("after the answer"));
  expect(calls).toEqual(["nothing before"]);
  response.emit("close");
  expect(calls).toEqual(["nothing before", "after the answer"]);
});
