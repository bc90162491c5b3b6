import { firstValue, type Pairs, type ReadonlyPairs } from "#lib/http/pairs.ts";
import type { ReplyFacts } from "./reply-facts.ts";
import { type Attempt, attemptsOf, type BackOff, backOffOf } from "./sender-attempts.ts";
import { COMMON_ID_HEADERS, type Sender, senderOf } from "./senders.ts";

/** How did the sender behave: captures that carry the same event, and what the sender made of our answers. Pure, for any side. */

/** A capture as far as this looks at it. */
export type Seen = {
  seq: number;
  receivedAt: string;
  method: string;
  path: string;
  headers: Pairs;
  /** The event's id from the body, where its sender has one there. */
  bodyId: string | null;
  /** Stands for the body: equal for equal bodies. */
  content: string;
  reply: { status: number; headers: Pairs } & ReplyFacts;
};

/** Why captures count as the same event. */
export type Sameness =
  | { kind: "header"; name: string; value: string }
  | { kind: "body"; path: string; value: string }
  /** Same method, path and bytes. */
  | { kind: "content" };

export type SenderEvent = {
  key: string;
  same: Sameness;
  sender: { name: string; limitMs: number | null; docs: string } | null;
  /** In the order in which they came. */
  attempts: Attempt[];
  /** Null after a single attempt. */
  backOff: BackOff | null;
  /** Whether each wait that was asked for was kept; null when none was asked, or none tried again. */
  keptRetryAfter: boolean | null;
  /** True when the last attempt was answered with 2xx. */
  succeeded: boolean;
};

/** Groups captures by the event they carry; the event that was heard of last comes first. */
export function eventsOf(seen: Seen[]): SenderEvent[] {
  const groups = new Map<string, { same: Sameness; members: Seen[] }>();
  for (const one of seen) {
    const same = samenessOf(one);
    const key = keyOf(one, same);
    const group = groups.get(key);
    if (group) group.members.push(one);
    else groups.set(key, { same, members: [one] });
  }
  return [...groups]
    .map(([key, { same, members }]) => eventOf(key, same, members))
    .sort((a, b) => (b.attempts.at(-1)?.seq ?? 0) - (a.attempts.at(-1)?.seq ?? 0));
}

/**
 * What says which event a message carries: its sender's own header, a header many senders share, an id in the body, else the content.
 * `bodyId` is null where it was not looked up.
 */
export function samenessOf({ headers, bodyId }: Pick<Seen, "headers" | "bodyId">): Sameness {
  const sender = senderOf(headers);
  for (const name of [...(sender?.idHeader ? [sender.idHeader] : []), ...COMMON_ID_HEADERS]) {
    const value = firstValue(headers, name);
    if (value !== undefined && value !== "") return { kind: "header", name, value };
  }
  if (bodyId !== null && sender?.idPath) return { kind: "body", path: sender.idPath, value: bodyId };
  return { kind: "content" };
}

/** Where the body has to be read for the event's id, or null. */
export function bodyIdPath(headers: ReadonlyPairs): string | null {
  const path = senderOf(headers)?.idPath ?? null;
  return path !== null && samenessOf({ headers: [...headers] as Pairs, bodyId: null }).kind === "content" ? path : null;
}

function keyOf(one: Seen, same: Sameness): string {
  switch (same.kind) {
    case "header":
      // The id alone names a CloudEvent only together with its source.
      return JSON.stringify([
        same.name,
        same.value,
        same.name === "ce-id" ? firstValue(one.headers, "ce-source") : null,
      ]);
    case "body":
      return JSON.stringify([same.path, same.value]);
    case "content":
      return JSON.stringify([one.method, one.path, one.content]);
  }
}

function eventOf(key: string, same: Sameness, members: Seen[]): SenderEvent {
  const ordered = members.toSorted((a, b) => a.seq - b.seq);
  const sender = ordered.map(({ headers }) => senderOf(headers)).find((one) => one !== null) ?? null;
  const attempts = attemptsOf(ordered, sender?.limitMs ?? null);
  const kept = attempts.map(({ keptRetryAfter }) => keptRetryAfter).filter((one) => one !== null);
  const last = attempts.at(-1);
  return {
    key,
    same,
    sender: sender && shown(sender),
    attempts,
    backOff: backOffOf(attempts.flatMap(({ gapMs }) => (gapMs === null ? [] : [gapMs]))),
    keptRetryAfter: kept.length === 0 ? null : kept.every(Boolean),
    succeeded: last !== undefined && last.status >= 200 && last.status < 300,
  };
}

function shown({ name, limitMs, docs }: Sender): SenderEvent["sender"] {
  return { name, limitMs, docs };
}
