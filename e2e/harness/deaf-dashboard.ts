import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { SOCKET_PATH } from "#lib/live/events.ts";

/** A dashboard that joins a bin and then reads nothing more, but goes on answering pings that it does not see. */
export type DeafDashboard = {
  /** Reads again; resolves with how many bytes came until the server ended the connection. */
  listen: () => Promise<number>;
  close: () => void;
};

const PONG = "3";

export async function openDeafDashboard(port: number, bin: { id: string; key: string }): Promise<DeafDashboard> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET ${SOCKET_PATH}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  await heard(socket, /"sid":/);
  socket.write(frame(`40${JSON.stringify({ key: bin.key })}`));
  await heard(socket, /40\{"sid":/);
  socket.write(frame(`420${JSON.stringify(["join", { bin: bin.id }])}`));
  await heard(socket, /430\[\{"ok":true/);
  socket.pause();
  const ponging = setInterval(() => socket.write(frame(PONG)), 1000);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  closed.then(() => clearInterval(ponging));
  return {
    listen: async () => {
      let bytes = 0;
      socket.on("data", (data) => {
        bytes += data.length;
      });
      socket.resume();
      await closed;
      return bytes;
    },
    close: () => socket.destroy(),
  };
}

function heard(socket: Socket, what: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const onData = (data: Buffer) => {
      text += data.toString("latin1");
      if (!what.test(text)) return;
      socket.off("data", onData);
      resolve();
    };
    socket.on("data", onData);
    socket.once("close", () => reject(new Error(`the server ended the connection: ${text}`)));
  });
}

/** A text frame of less than 64 KiB; what a client sends is masked, here with zeros (RFC 6455, 5.3). */
function frame(text: string): Buffer {
  const data = Buffer.from(text);
  const length = data.length < 126 ? [0x80 | data.length] : [0x80 | 126, data.length >> 8, data.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), data]);
}
