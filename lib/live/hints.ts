import { z } from "zod";

/**
 * What processes tell each other: that something of a bin is committed, never what. Whoever has somebody to tell reads it in the store. The
 * words are those of the bus; `behind` says that its sender was cut off and may have kept things to itself.
 */
const bin = z.string().max(63);
const seq = z.number().int();
const ids = z.array(z.string());

const hintSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("captured"), bin, seq }),
  z.object({ kind: z.literal("marked"), bin, seq }),
  z.object({ kind: z.literal("removed"), bin, seqs: z.union([z.array(seq), z.literal("all")]) }),
  z.object({ kind: z.literal("replied"), bin, seq, status: z.number().int() }),
  z.object({ kind: z.literal("changed"), bin }),
  z.object({ kind: z.literal("deleted"), bin }),
  z.object({
    ...{ kind: z.literal("outbox"), bin },
    ...{ deliveries: ids, replays: ids, targets: ids, more: z.boolean() },
  }),
  z.object({ kind: z.literal("behind") }),
]);

const messageSchema = z.object({ from: z.string(), hints: z.array(hintSchema) });

export type Hint = z.infer<typeof hintSchema>;

/** PostgreSQL refuses a notification of 8,000 bytes or more. */
const MAX_MESSAGE_BYTES = 7800;

/** As many messages as are needed. A hint that is too long for one says less. */
export function writeHints(from: string, hints: Hint[]): string[] {
  const messages: string[] = [];
  const room = MAX_MESSAGE_BYTES - JSON.stringify({ from, hints: [] }).length;
  let parts: string[] = [];
  let length = 0;
  const end = () => {
    if (parts.length > 0) messages.push(`{"from":${JSON.stringify(from)},"hints":[${parts.join(",")}]}`);
    parts = [];
    length = 0;
  };
  for (const hint of hints) {
    const whole = JSON.stringify(hint);
    const part = Buffer.byteLength(whole) <= room ? whole : JSON.stringify(shortened(hint));
    if (length + Buffer.byteLength(part) + 1 > room) end();
    parts.push(part);
    length += Buffer.byteLength(part) + 1;
  }
  end();
  return messages;
}

function shortened(hint: Hint): Hint {
  if (hint.kind === "outbox") return { ...hint, deliveries: [], replays: [], targets: [], more: true };
  return { kind: "behind" };
}

/** Null for what is not ours: other programs may write to the same place. */
export function readHints(text: string): { from: string; hints: Hint[] } | null {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
