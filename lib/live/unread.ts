import type { IncomingMessage } from "node:http";

/** A connection of engine.io, as far as it matters here. */
export type Connection = {
  request: IncomingMessage;
  on(event: "packetCreate", listener: (packet: { data?: string }) => void): unknown;
  /** Everything that was created so far has been handed to the connection. */
  on(event: "flush", listener: () => void): unknown;
};

/** Characters of events, which are mostly ASCII, and bytes of what the system has not taken. */
const MAX_UNREAD = 4 * 1024 * 1024;

/**
 * Ends a connection when it is to be sent something and more than this waits for it already. A dashboard that reads too slowly comes back and
 * catches up from the last number it has; one that only answers pings would otherwise hold everything that happens in memory.
 */
export function boundUnread(connection: Connection): void {
  const { socket } = connection.request;
  let waiting = 0;
  connection.on("flush", () => {
    waiting = 0;
  });
  connection.on("packetCreate", ({ data }) => {
    if (waiting + socket.writableLength > MAX_UNREAD) socket.destroy();
    else waiting += data?.length ?? 0;
  });
}
