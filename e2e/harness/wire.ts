import { once } from "node:events";
import { connect } from "node:net";

/** What a sender hears on a bare socket, with when and how it ended. */
export type Heard = {
  text: string;
  /** Milliseconds from the last byte sent to each piece that came. */
  at: number[];
  /** closed: in good order; reset: by RST; still open when `forMs` was over. */
  end: "closed" | "reset" | "open";
  /** Milliseconds from the last byte sent to the end. */
  endedAt: number;
};

/** Sends these bytes and listens until the connection ends, at most `forMs`. */
export async function listenRaw(port: number, message: Buffer, forMs = 20_000): Promise<Heard> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const started = performance.now();
  const since = () => performance.now() - started;
  const heard: Heard = { text: "", at: [], end: "open", endedAt: 0 };
  return new Promise((resolve) => {
    const finish = (end: Heard["end"]) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...heard, end, endedAt: since() });
    };
    const timer = setTimeout(() => finish("open"), forMs);
    socket.on("data", (data) => {
      heard.text += data.toString("latin1");
      heard.at.push(since());
    });
    socket.on("end", () => finish("closed"));
    socket.on("error", (error: NodeJS.ErrnoException) => finish(error.code === "ECONNRESET" ? "reset" : "closed"));
    socket.write(message);
  });
}

/** The header block and what came after it. */
export function partsOf(text: string): { status: number; head: string; body: string } {
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: end < 0 ? "" : text.slice(end + 4) };
}
