import type { Pairs } from "#lib/http/pairs.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";

export type FirstAttempt =
  /** There is none and there will be none: the forward has passed this capture over. */
  | { kind: "none" }
  | { kind: "open" }
  | {
      kind: "ended";
      attempt: {
        status?: number;
        headers?: Pairs;
        body?: Uint8Array<ArrayBuffer>;
        truncated: boolean;
        error?: { code: string; message: string };
      };
    };

/** What became of a forward's first attempt at a capture, in whichever process. */
export async function firstAttempt(forwardId: string, seq: number): Promise<FirstAttempt> {
  const { prisma } = await database();
  const delivery = await withStore(() =>
    prisma.delivery.findUnique({
      where: { forwardId_captureSeq: { forwardId, captureSeq: seq } },
      select: { state: true, attempts: { where: { number: 1 } } },
    }),
  );
  if (!delivery) {
    const forward = await withStore(() =>
      prisma.forward.findUnique({ where: { id: forwardId }, select: { cursor: true, enabled: true } }),
    );
    return forward?.enabled && forward.cursor < seq ? { kind: "open" } : { kind: "none" };
  }
  const attempt = delivery.attempts[0];
  if (!attempt) return delivery.state === "waiting" ? { kind: "open" } : { kind: "none" };
  const { status, headers, body, truncated, errorCode, errorMessage } = attempt;
  return {
    kind: "ended",
    attempt: {
      truncated,
      ...(status !== null && { status }),
      ...(headers !== null && { headers: JSON.parse(headers) as Pairs }),
      ...(body !== null && { body }),
      ...(errorCode !== null && { error: { code: errorCode, message: errorMessage ?? "" } }),
    },
  };
}
