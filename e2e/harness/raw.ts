import { connect } from "node:net";

/** Sends exactly these bytes over a socket of their own and gives back every byte that came until the server closed, or `until` was seen. */
export function sendRaw(port: number, message: string | Buffer, until?: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.setTimeout(20_000, () => socket.destroy(new Error(`no answer within 20 s; so far: ${answer}`)));
    socket.on("data", (data) => {
      answer += data.toString("latin1");
      if (until?.test(answer)) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.write(typeof message === "string" ? Buffer.from(message, "latin1") : message);
  });
}

/** One message with Connection: close, so that the answer ends with the connection. Text is latin1. */
export function message(options: {
  method?: string;
  target: string;
  headers?: [string, string][];
  body?: string | Buffer;
}): Buffer {
  const body = Buffer.isBuffer(options.body) ? options.body : Buffer.from(options.body ?? "", "latin1");
  const headers: [string, string][] = [["Host", "bin.test"], ...(options.headers ?? []), ["Connection", "close"]];
  if (body.length > 0) headers.push(["Content-Length", String(body.length)]);
  const head = `${options.method ?? "POST"} ${options.target} HTTP/1.1\r\n${headers.map(([n, v]) => `${n}: ${v}\r\n`).join("")}\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}
