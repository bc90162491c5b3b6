import { decodeBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import { ApiProblem, api } from "./api.ts";

export type WholeCapture = { capture: Capture; body: Uint8Array<ArrayBuffer> };

/** How many are asked for at once. */
const AT_ONCE = 4;

/**
 * These captures with all of their bodies, in the order asked for, without those that are gone. Rejects when one cannot be read, and when
 * none is left.
 */
export async function wholeCaptures(
  bin: string,
  seqs: readonly number[],
  signal?: AbortSignal,
): Promise<WholeCapture[]> {
  const found: WholeCapture[] = [];
  for (let at = 0; at < seqs.length; at += AT_ONCE) {
    const some = await Promise.all(seqs.slice(at, at + AT_ONCE).map((seq) => wholeIfThere(bin, seq, signal)));
    found.push(...some.filter((one) => one !== null));
  }
  if (found.length === 0) throw new ApiProblem(404, "not_found", "None of these captures is there any more.");
  return found;
}

/** Somebody, or the bin's limits, may have taken it meanwhile. */
async function wholeIfThere(bin: string, seq: number, signal?: AbortSignal): Promise<WholeCapture | null> {
  try {
    return await wholeCapture(bin, seq, signal);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

/** Rejects, too, when it is gone. */
export async function wholeCapture(bin: string, seq: number, signal?: AbortSignal): Promise<WholeCapture> {
  const capture = await api.getCapture(bin, seq, signal);
  const { encoding, data, shown } = capture.body;
  const body = shown >= capture.bodyBytes ? decodeBytes({ encoding, data }) : await api.getBody(bin, seq, signal);
  return { capture, body };
}
