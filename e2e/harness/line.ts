import { connect, type Socket } from "node:net";

/** A connection that a test writes to piece by piece, and what came back on it so far. */
export type Line = {
  socket: Socket;
  write: (text: string | Buffer) => void;
  /** Everything that came so far, latin1. */
  read: () => string;
  /** Resolves with everything so far once it matches; rejects when the connection closes before. */
  until: (pattern: RegExp) => Promise<string>;
  /** Resolves with everything when the other side has closed. A reset counts as closed and shows in `error`. */
  closed: Promise<string>;
  error: () => Error | null;
};

export function openLine(port: number, options: { from?: string; allowHalfOpen?: boolean } = {}): Line {
  const socket = connect({
    port,
    host: "127.0.0.1",
    noDelay: true,
    allowHalfOpen: options.allowHalfOpen ?? false,
    ...(options.from && { localAddress: options.from }),
  });
  let text = "";
  let failure: Error | null = null;
  let isClosed = false;
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const watcher of [...watchers]) watcher();
  };
  socket.on("data", (data) => {
    text += data.toString("latin1");
    notify();
  });
  socket.on("error", (error) => {
    failure = error;
  });
  const closed = new Promise<string>((resolve) => {
    socket.on("close", () => {
      isClosed = true;
      notify();
      resolve(text);
    });
  });
  return {
    socket,
    write: (piece) => void socket.write(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece),
    read: () => text,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text) && !isClosed) return;
          watchers.delete(look);
          if (pattern.test(text)) resolve(text);
          else reject(new Error(`closed before ${pattern}: ${text}`, { cause: failure }));
        };
        watchers.add(look);
        look();
      }),
    closed,
    error: () => failure,
  };
}
