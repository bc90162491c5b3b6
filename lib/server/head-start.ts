import type { Socket } from "node:net";

/**
 * Keeps the beginning of a header section that comes in several packets. With a message it refuses, Node's parser gives out the one packet
 * in which it found the fault; whose bin was meant stands in the first.
 *
 * Node reads sockets inside its parser, in native code. Listening for "data" as well would show every packet, and cost 4 to 8 µs for each
 * (measured: 10% of what a capture costs). Instead this listens in on the parser's own call into JavaScript after each packet, which is not
 * a documented place. Where a version of Node has no such place nothing is kept, and a message that is refused in a later packet is
 * answered all the same, but leaves no capture; e2e/engine/malformed.test.ts notices.
 */
export type HeadStart = {
  /** Notes a packet that the parser was handed, and did not read by itself. */
  saw: (packet: Buffer) => void;
  /** What came of the current header section in earlier packets. Nothing more is kept after this. */
  take: () => Buffer;
  /** How many messages had begun before the current packet; null when the packet began inside the body of one. */
  begunBefore: () => number | null;
};

type Parser = { getCurrentBuffer: () => Buffer; [slot: number]: unknown };

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
  let begun = 0;
  let inBody = false;
  let taken = false;

  parser[slot] = (...args: unknown[]) => {
    execute(...args);
    after(() => parser.getCurrentBuffer());
  };

  function after(packet: () => Buffer): void {
    // The parser may have been handed back, as after an upgrade.
    if (taken || parserOf(socket)?.parser !== parser) return;
    const wasInBody = inBody;
    inBody = messages.inBody();
    // Neither a header section nor a body ended in this packet: it held a piece of a header section.
    if (messages.begun() === begun && !inBody && !wasInBody) keep(packet());
    else if (keptBytes > 0) drop();
    begun = messages.begun();
  }

  function keep(packet: Buffer): void {
    if (keptBytes >= maxBytes) return;
    kept.push(packet);
    keptBytes += packet.length;
    // A byte at a time would otherwise cost a hundred.
    if (kept.length > 64) kept = [Buffer.concat(kept)];
  }

  function drop(): void {
    kept = [];
    keptBytes = 0;
  }

  return {
    saw: (packet) => after(() => packet),
    take: () => {
      taken = true;
      const bytes = Buffer.concat(kept);
      drop();
      return bytes;
    },
    begunBefore: () => (inBody ? null : begun),
  };
}

function parserOf(socket: Socket): { parser: Parser; slot: number; execute: (...args: unknown[]) => void } | null {
  const { parser } = socket as { parser?: Parser | null };
  if (typeof parser?.getCurrentBuffer !== "function") return null;
  const { kOnExecute: slot } = parser.constructor as { kOnExecute?: unknown };
  if (typeof slot !== "number") return null;
  const execute = parser[slot];
  return typeof execute === "function" ? { parser, slot, execute: (...args) => execute(...args) } : null;
}
