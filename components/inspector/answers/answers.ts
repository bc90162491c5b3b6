import { formatClock } from "#components/ui/format.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import { heardBody, sayCut } from "../detail/heard-body.ts";
import { unlistedHeaders } from "../detail/unlisted-headers.ts";

/** Something that was heard in answer to a capture: by Wirebin from a target, or by the sender from the bin. */
export type Answer = {
  id: string;
  /** Which attempt was answered; null for the bin's own reply. */
  attempt: { delivery: string; number: number } | null;
  /** What it is called in a list to choose from. */
  label: string;
  status: number | null;
  headers: ReadonlyPairs;
  /** Which others there were that are not known by now; null when these are all. */
  unlisted: string | null;
  /** Null when none was kept; `why` then says so. */
  body: Uint8Array<ArrayBuffer> | null;
  why: string | null;
  /** Null where it was not measured. */
  tookMs: number | null;
  /** How much of that the reply was held back; null when it was not. */
  heldMs: number | null;
};

/** The bin's reply first, then each attempt, the newest first. */
export function answersOf(capture: Capture, deliveries: readonly Delivery[]): Answer[] {
  const { status, headers, tookMs, delayMs } = capture.reply;
  const heard = heardBody(capture);
  const reply: Answer = {
    ...{
      id: "reply",
      attempt: null,
      label: "What the sender heard from this bin",
      status: status === 0 ? null : status,
      headers,
      unlisted: unlistedHeaders(capture),
    },
    ...{
      body: heard.kind === "kept" ? heard.kept : heard.kind === "empty" ? new Uint8Array(0) : null,
      why: heard.kind === "unknown" ? "Its body was not kept." : sayCut(heard),
      tookMs: tookMs ?? null,
      heldMs: delayMs ?? null,
    },
  };
  return [reply, ...deliveries.flatMap(attemptsOf)];
}

function attemptsOf({ id, url, attempts }: Delivery): Answer[] {
  return attempts.toReversed().map(({ number, startedAt, durationMs, status, headers, body, error }) => ({
    ...{ id: `${id} ${number}`, attempt: { delivery: id, number } },
    label: `${formatClock(new Date(startedAt))} ${hostOf(url)}, attempt ${number}: ${status ?? "no answer"}`,
    status: status ?? null,
    headers: headers ?? [],
    unlisted: null,
    body: body ? decodeBytes(body) : null,
    why: error?.message ?? (body?.truncated ? "Cut after 1 MiB." : null),
    tookMs: durationMs,
    heldMs: null,
  }));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** What is laid side by side at first: the two newest attempts, or the only one and the bin's reply. */
export function firstPair(answers: readonly Answer[]): [left: Answer | undefined, right: Answer | undefined] {
  const [reply, newest, before] = answers;
  return before ? [before, newest] : [reply, newest];
}
