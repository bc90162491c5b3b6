import { decodeBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import { api } from "./api.ts";

export type WholeCapture = { capture: Capture; body: Uint8Array };

/** How many are asked for at once. */
const AT_ONCE = 4;

/** These captures with all of their bodies, in the order asked for. Rejects when one cannot be read. */
export async function wholeCaptures(bin: string, seqs: readonly number[]): Promise<WholeCapture[]> {
  const found: WholeCapture[] = [];
  for (let at = 0; at < seqs.length; at += AT_ONCE) {
    found.push(...(await Promise.all(seqs.slice(at, at + AT_ONCE).map((seq) => wholeCapture(bin, seq)))));
  }
  return found;
}

async function wholeCapture(bin: string, seq: number): Promise<WholeCapture> {
  const capture = await api.getCapture(bin, seq);
  const { encoding, data, shown } = capture.body;
  const body = shown >= capture.bodyBytes ? decodeBytes({ encoding, data }) : await api.getBody(bin, seq);
  return { capture, body };
}
