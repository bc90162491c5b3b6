import { encodeBytes } from "#lib/model/bytes.ts";
import type { BrowserDelivery } from "#lib/model/delivery.ts";
import { MAX_ANSWER_BYTES } from "#lib/model/delivery-limits.ts";
import type { BrowserMode, PageRequest } from "./browser-plan.ts";

/** As long as the server gives a target. */
const LIMIT_MS = 30_000;

/** Sends it from this page and says what the browser let it see, as the API keeps it. Never rejects for what a target does. */
export async function sendFromBrowser(request: PageRequest, mode: BrowserMode): Promise<BrowserDelivery> {
  const { url, method, headers, body } = request;
  const startedAt = new Date().toISOString();
  const started = performance.now();
  const told = (more: Pick<BrowserDelivery, "answer" | "error">): BrowserDelivery => ({
    ...{ url, method, headers, body: encodeBytes(body), startedAt, durationMs: performance.now() - started },
    ...more,
  });
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers,
      mode,
      body: body.length > 0 ? body : null,
      ...{ credentials: "omit", cache: "no-store", redirect: mode === "cors" ? "manual" : "follow" },
      ...{ referrerPolicy: "no-referrer", signal: AbortSignal.timeout(LIMIT_MS) },
    });
  } catch (error) {
    return told({ error: whyNot(error) });
  }
  if (answer.type === "opaque") {
    return told({ error: "Sent blindly. The browser does not tell whether it was taken, or what came back." });
  }
  if (answer.type === "opaqueredirect") {
    return told({ error: "The target answered with a redirect, which a page may not read. It was not followed." });
  }
  const { bytes, truncated, isWhole } = await readUpTo(answer, MAX_ANSWER_BYTES);
  if (!isWhole) return told({ error: "The answer broke off before its end." });
  const seen = { status: answer.status, headers: [...answer.headers], truncated, body: encodeBytes(bytes) };
  return told({ answer: seen });
}

function whyNot(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") return "No answer within 30 seconds.";
  // A page is not told more than this, whatever happened.
  return "The browser does not say why, and it may have arrived: nothing listens there, its name is unknown, its certificate is not trusted, or it does not allow this page to read its answer (CORS).";
}

async function readUpTo(
  answer: Response,
  most: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; truncated: boolean; isWhole: boolean }> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  try {
    while (reader && length <= most) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
    if (length > most) await reader?.cancel();
  } catch {
    return { bytes: new Uint8Array(0), truncated: false, isWhole: false };
  }
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer()).slice(0, most);
  return { bytes, truncated: length > most, isWhole: true };
}
