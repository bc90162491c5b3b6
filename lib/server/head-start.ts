import type { Socket } from "node:net";
import type { BodyEnd } from "./body-end.ts";
import { bodyOf, skipMessages } from "./raw-head.ts";

/**
 * Keeps the beginning of a header section that comes in several packets, and knows where in a packet it begins. With a message it refuses,
 * Node's parser gives out the one packet in which it found the fault; whose bin was meant may stand in an earlier one, or behind the end of
 * another message.
 *
 * Node reads sockets inside its parser, in native code. Listening for "data" as well would show every packet, and cost 4 to 8 µs for each
 * (measured: 10% of what a capture costs). Instead this listens in on the parser's own call into JavaScript after each packet, which is not
 * a documented place, and looks at the packet only when a message is under way behind it. Where a version of Node has no such place nothing
 * is kept, and a message that is refused in a later packet is answered all the same, but leaves no capture; e2e/engine/malformed.test.ts
 * notices.
 */
export type HeadStart = {
  /** Notes a packet that the parser was handed, and did not read by itself. */
  saw: (packet: Buffer) => void;
  /**
   * What came of the message whose headers are being read, `packet` being the last of it; null when that cannot be told. Of headers without
   * end only the beginning. Nothing more is kept after this.
   */
  take: (packet: Buffer) => Buffer | null;
  /**
   * What came of the body that is being read and was given to nobody, `packet` being the last of it, of which `parsed` bytes could be read:
   * from the beginning of the line that cannot, or of the trailers; null when that cannot be told. Nothing more is kept after this.
   */
  takeUnread: (packet: Buffer, parsed: number) => Buffer | null;
};

type Parser = { getCurrentBuffer: () => Buffer; duration: () => number; [slot: number]: unknown };

/** Where messages begin is not known, until one of them ends with its packet. */
const LOST: BodyEnd = { find: () => null, unread: () => new Uint8Array(0) };

/** `begun` counts messages; `inBody` tells whether the last of them still lacks bytes. Null when this Node has no place to listen. */
export function keepHeadStart(
  socket: Socket,
  messages: { begun: () => number; inBody: () => boolean },
  maxBytes: number,
): HeadStart | null {
  const found = parserOf(socket);
  if (!found) return null;
  const { parser, slot, execute } = found;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  /** More came than is kept. */
  let isCut = false;
  /** While a body is under way. */
  let body: BodyEnd | null = null;
  let begun = 0;
  let taken = false;

  parser[slot] = (...args: unknown[]) => {
    execute(...args);
    // An error in place of a length: this connection ends.
    if (typeof args[0] === "number") after(args[0], () => parser.getCurrentBuffer());
  };

  function after(length: number, packet: () => Buffer): void {
    // The parser may have been handed back, as after an upgrade.
    if (taken || parserOf(socket)?.parser !== parser) return;
    const count = messages.begun() - begun;
    begun += count;
    const inBody = messages.inBody();
    // Zero between two messages. As each comes by itself, that is where most packets end.
    const inHead = !inBody && parser.duration() > 0;
    if (inBody && body && count === 0) body.find(length, packet);
    else if (inHead && !body && count === 0) keep(packet());
    else if (inBody || inHead) beginAnew(since(packet()), count, inHead);
    else forget();
  }

  /** What came from the end of the last message on, as far as it ends before this packet does. */
  function since(packet: Buffer): Buffer | null {
    if (!body) return isCut ? null : Buffer.concat([...kept, packet]);
    const end = body.find(packet.length, () => packet);
    return end === null ? null : packet.subarray(end);
  }

  /** Behind whole messages the packet held the beginning of another one. */
  function beginAnew(bytes: Buffer | null, count: number, inHead: boolean): void {
    forget();
    const at = bytes && skipMessages(bytes, inHead ? count : count - 1);
    const rest = at === null ? null : bytes?.subarray(at);
    if (rest && inHead) keep(rest);
    else body = (rest && bodyBehind(rest)) ?? LOST;
  }

  function bodyBehind(bytes: Buffer): BodyEnd | null {
    const found = bodyOf(bytes, 0, maxBytes);
    if (!found) return null;
    const begin = bytes.subarray(found.at);
    return found.end.find(begin.length, () => begin) === null ? found.end : null;
  }

  function keep(packet: Buffer): void {
    isCut ||= keptBytes >= maxBytes;
    if (isCut) return;
    kept.push(packet);
    keptBytes += packet.length;
    // A byte at a time would otherwise cost a hundred.
    if (kept.length > 64) kept = [Buffer.concat(kept)];
  }

  function forget(): void {
    if (keptBytes > 0) kept = [];
    keptBytes = 0;
    isCut = false;
    body = null;
  }

  return {
    saw: (packet) => after(packet.length, () => packet),
    take: (packet) => {
      taken = true;
      const count = messages.begun() - begun;
      if (isCut && count === 0) return Buffer.concat(kept);
      const bytes = since(packet);
      const at = bytes && skipMessages(bytes, count);
      return bytes && at !== null ? bytes.subarray(at) : null;
    },
    takeUnread: (packet, parsed) => {
      taken = true;
      const count = messages.begun() - begun;
      const read = packet.subarray(0, parsed);
      if (count > 0) beginAnew(since(read), count, false);
      else body?.find(read.length, () => read);
      if (!body || body === LOST) return null;
      return Buffer.concat([body.unread(), packet.subarray(parsed)]);
    },
  };
}

/** For how many milliseconds the message whose headers end now has been coming; 0 when this Node cannot tell. */
export function messageAge(socket: Socket): number {
  return parserOf(socket)?.parser.duration() ?? 0;
}

function parserOf(socket: Socket): { parser: Parser; slot: number; execute: (...args: unknown[]) => void } | null {
  const { parser } = socket as { parser?: Parser | null };
  if (typeof parser?.getCurrentBuffer !== "function" || typeof parser.duration !== "function") return null;
  const { kOnExecute: slot } = parser.constructor as { kOnExecute?: unknown };
  if (typeof slot !== "number") return null;
  const execute = parser[slot];
  return typeof execute === "function" ? { parser, slot, execute: (...args) => execute(...args) } : null;
}
