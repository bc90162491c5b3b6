import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Answer } from "#lib/capture/answer.ts";
import { assertNever } from "#lib/errors.ts";
import { type Fault, MAX_HOLD_MS } from "#lib/model/fault.ts";
import type { EnterHeld } from "./write-answer.ts";

/**
 * Answers that go wrong on purpose. Whatever leaves the connection's framing broken also ends the connection, and says so, so that
 * nothing between the sender and us takes the rest for the next answer.
 */
export function writeFault(response: ServerResponse, answer: Answer, fault: Fault, enterHeld: EnterHeld): void {
  withSocket(response, (socket) => {
    switch (fault.kind) {
      case "hold":
        hold(response, socket, fault.forMs, enterHeld);
        return;
      case "close":
        socket.destroySoon();
        return;
      case "reset":
        socket.resetAndDestroy();
        return;
      case "cut": {
        // At least one byte is missing, else nothing would be cut.
        const shown = Math.max(0, Math.min(fault.afterBytes, answer.body.length - 1));
        writeHead(response, answer, ["Content-Length", String(answer.body.length)]);
        response.write(answer.body.subarray(0, shown), () => socket.destroySoon());
        return;
      }
      case "drip":
        drip(response, socket, answer, fault.bytesPerSecond, enterHeld);
        return;
      case "wrongLength": {
        const declared = Math.max(0, answer.body.length + fault.byBytes);
        writeHead(response, answer, ["Content-Length", String(declared), "Connection", "close"]);
        response.write(answer.body, () => socket.destroySoon());
        return;
      }
      case "badChunk":
        writeHead(response, answer, ["Transfer-Encoding", "chunked", "Connection", "close"]);
        // Past Node's framing: RFC 9112 section 7.1 wants a hexadecimal size here.
        socket.write("zz\r\n");
        socket.write(answer.body, () => socket.destroySoon());
        return;
      default:
        assertNever(fault);
    }
  });
}

/** A pipelined message waits until the answers before it are out; only then is the connection its own. */
function withSocket(response: ServerResponse, work: (socket: Socket) => void): void {
  if (response.socket) work(response.socket);
  else response.once("socket", work);
}

function writeHead(response: ServerResponse, answer: Answer, framing: string[]): void {
  const flat: string[] = [];
  for (const [name, value] of answer.headers) flat.push(name, value);
  response.writeHead(answer.status, [...flat, ...framing]);
  response.flushHeaders();
}

function hold(response: ServerResponse, socket: Socket, forMs: number, enterHeld: EnterHeld): void {
  const leave = enterHeld(0);
  if (!leave) {
    socket.destroySoon();
    return;
  }
  const timer = setTimeout(() => socket.destroySoon(), Math.min(forMs, MAX_HOLD_MS));
  response.once("close", () => {
    clearTimeout(timer);
    leave();
  });
}

/** In tenths of a second where that makes whole bytes, else a byte at a time. */
function drip(
  response: ServerResponse,
  socket: Socket,
  answer: Answer,
  bytesPerSecond: number,
  enterHeld: EnterHeld,
): void {
  const { body } = answer;
  writeHead(response, answer, ["Content-Length", String(body.length)]);
  const leave = enterHeld(answer.ownBytes);
  if (!leave) {
    response.end(body);
    return;
  }
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  const ends = performance.now() + MAX_HOLD_MS;
  let sent = 0;
  const timer = setInterval(
    () => {
      // Also when all is written: a sender that reads nothing would else keep its place.
      if (performance.now() > ends) socket.destroy();
      else if (sent >= body.length) response.end();
      else response.write(body.subarray(sent, sent + step));
      sent += step;
    },
    (step / bytesPerSecond) * 1000,
  );
  response.once("close", () => {
    clearInterval(timer);
    leave();
  });
}
