import { io, type Socket } from "socket.io-client";
import { type ClientToServer, type JoinAnswer, type ServerToClient, SOCKET_PATH } from "#lib/live/events.ts";

/** What an open dashboard does, without its page: joins a bin, joins again after every reconnection, and keeps the numbers it was shown. */
export type Dashboard = {
  socket: Socket<ServerToClient, ClientToServer>;
  /** In the order in which they came, each once. */
  seqs: () => number[];
  /** Resolves with the time (performance.now) at which this capture was there; rejects after `withinMs`. */
  seen: (seq: number, withinMs?: number) => Promise<number>;
  close: () => void;
};

export async function openDashboard(url: string, bin: { id: string; key: string }): Promise<Dashboard> {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    ...{ path: SOCKET_PATH, transports: ["websocket"], forceNew: true, auth: { key: bin.key } },
    ...{ reconnectionDelay: 50, reconnectionDelayMax: 200 },
  });
  const shown = new Map<number, number>();
  const waiting = new Map<number, (at: number) => void>();
  const show = (seqs: number[]) => {
    for (const seq of seqs) {
      if (shown.has(seq)) continue;
      const at = performance.now();
      shown.set(seq, at);
      waiting.get(seq)?.(at);
    }
  };
  socket.on("captures", ({ captures }) => show(captures.map(({ seq }) => seq)));

  async function join(): Promise<void> {
    for (;;) {
      const after = Math.max(0, ...shown.keys());
      const answer = await new Promise<JoinAnswer>((resolve) => socket.emit("join", { bin: bin.id, after }, resolve));
      if (!answer.ok) throw new Error(`no place in the room: ${answer.code}`);
      show(answer.missed.map(({ seq }) => seq));
      if (!answer.more) return;
    }
  }

  await new Promise<void>((resolve, reject) => {
    socket.on("connect", () => {
      join().then(resolve, reject);
    });
  });
  return {
    socket,
    seqs: () => [...shown.keys()],
    seen: (seq, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const at = shown.get(seq);
        if (at !== undefined) return resolve(at);
        const timer = setTimeout(
          () => reject(new Error(`capture ${seq} was not shown within ${withinMs} ms`)),
          withinMs,
        );
        waiting.set(seq, (seenAt) => {
          clearTimeout(timer);
          resolve(seenAt);
        });
      }),
    close: () => socket.disconnect(),
  };
}
