import { connect } from "node:net";

/** The body of the capture that carries `X-Number: {number}`: 1 KiB that no other has. */
export function numberedBody(number: number): Buffer {
  return Buffer.from(JSON.stringify({ number, data: "x".repeat(1024) }).slice(0, 1024));
}

/** Sends captures numbered from 0 down one connection, so that they are stored in this order. */
export async function fillInOrder(port: number, bin: string, count: number): Promise<void> {
  const step = 500;
  for (let from = 0; from < count; from += step) {
    const messages: Buffer[] = [];
    for (let number = from; number < Math.min(count, from + step); number += 1) {
      const body = numberedBody(number);
      const isLast = number === Math.min(count, from + step) - 1;
      const head = `POST /${bin} HTTP/1.1\r\nHost: bin.test\r\nX-Number: ${number}\r\nContent-Type: application/json\r\n${isLast ? "Connection: close\r\n" : ""}Content-Length: ${body.length}\r\n\r\n`;
      messages.push(Buffer.from(head), body);
    }
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(Buffer.concat(messages)));
      socket.on("data", () => undefined);
      socket.on("error", reject);
      socket.on("close", () => resolve());
    });
  }
}
