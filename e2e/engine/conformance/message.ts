/**
 * One message as the conformance tests send it: every byte is written here, nothing is added but `Connection: close` at the end of the
 * headers, so that the answer ends with the connection.
 */
export type Sent = {
  name: string;
  method?: string;
  /** The whole target for a bin's address such as "/abc". */
  target?: (address: string) => string;
  version?: string;
  headers?: [name: string, value: string][];
  body?: Buffer;
  /** The body as it is framed on the wire, where that is not the body itself. */
  framed?: Buffer;
  trailers?: [name: string, value: string][];
  /**
   * What becomes of it on the way through Next's router, which lower-cases and merges headers at best: `kept` with its method, target, headers
   * and body; the same with `headers changed`, because Node, fetch or the router drops or adds some; `changed` on the way, but stored; `lost`.
   */
  throughNext: "kept" | "headers changed" | "changed" | "lost";
};

export const latin1 = (text: string) => Buffer.from(text, "latin1");

export function headersOf(sent: Sent): [string, string][] {
  return [...(sent.headers ?? [["Host", "bin.test"]]), ["Connection", "close"]];
}

function head(sent: Sent, address: string): Buffer {
  const lines = headersOf(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  const target = sent.target?.(address) ?? address;
  return latin1(`${sent.method ?? "POST"} ${target} HTTP/${sent.version ?? "1.1"}\r\n${lines.join("")}\r\n`);
}

/** What goes over the socket. */
export function wire(sent: Sent, address: string): Buffer {
  return Buffer.concat([head(sent, address), sent.framed ?? sent.body ?? Buffer.alloc(0)]);
}

/** What `/raw` gives back: the same, with a chunked body in one piece. */
export function raw(sent: Sent, address: string): Buffer {
  return Buffer.concat([head(sent, address), sent.body ?? Buffer.alloc(0)]);
}

export const HOST: [string, string] = ["Host", "bin.test"];

/** With the length that belongs to the body. */
export function withBody(body: Buffer, ...headers: [string, string][]): Pick<Sent, "headers" | "body"> {
  return { headers: [HOST, ...headers, ["Content-Length", String(body.length)]], body };
}
