import type { Socket } from "node:net";
import { Client, type Dispatcher } from "undici";
import { createGathering } from "#lib/http/gathering.ts";
import { type Pairs, pairsFromFlat, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { exchangeFailure, type Failure } from "./failure.ts";
import type { Target } from "./target.ts";

/** One request as it goes to its target. */
export type Hop = { target: Target; method: string; headers: ReadonlyPairs; body: Uint8Array };

/** What came back: headers in their order, case and number, latin1 code units; body as sent, never decompressed. */
export type Answer = {
  status: number;
  statusText: string;
  headers: Pairs;
  body: Uint8Array<ArrayBuffer>;
  /** True when the body goes on after what is kept. */
  truncated: boolean;
};

export type ExchangeLimits = { maxBodyBytes: number; maxHeaderBytes: number };

/** `failure` together with `answer`: the answer had begun and this much of it came. */
export type Exchanged = { answer: Answer | null; failure: Failure | null; firstByteMs?: number };

/**
 * One request over one open connection, which is closed afterwards. Host, Connection and Content-Length are written here; everything else is sent
 * as given. Never rejects. `onAnswer` is called when the answer's headers are complete.
 */
export function exchange(
  socket: Socket,
  hop: Hop,
  limits: ExchangeLimits,
  signal: AbortSignal,
  onAnswer: () => void,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const client = new Client(hop.target.url.origin, {
      // Not at once: undici asks for a connection in the middle of its own loop and would not look again.
      connect: (_options, answer) => queueMicrotask(() => answer(null, socket)),
      pipelining: 0,
      maxHeaderSize: limits.maxHeaderBytes,
      // Time is kept by the caller, who counts all phases with one clock.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const gathering = createGathering();
    let kept = 0;
    let head: Omit<Answer, "body" | "truncated"> | null = null;
    let firstByteMs: number | undefined;
    const started = performance.now();

    let ended = false;

    const abort = () => end(signal.reason);
    const end = (error: unknown, truncated = false) => {
      if (ended) return;
      ended = true;
      signal.removeEventListener("abort", abort);
      const body = new Uint8Array(gathering.bytes());
      const failure = error === null ? null : exchangeFailure(error, head !== null);
      resolve({
        answer: head && { ...head, body, truncated: truncated || failure !== null },
        failure,
        ...(firstByteMs === undefined ? {} : { firstByteMs }),
      });
      void client.destroy(ENDED);
      socket.destroy();
    };

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart: (controller, status, _joined, statusText) => {
        if (status < 200) return;
        firstByteMs = performance.now() - started;
        head = { status, statusText: statusText ?? "", headers: rawPairs(controller.rawHeaders) };
        onAnswer();
      },
      onResponseData: (_controller, chunk) => {
        const room = limits.maxBodyBytes - kept;
        gathering.add(chunk.subarray(0, room));
        kept += Math.min(room, chunk.length);
        if (chunk.length > room) end(null, true);
      },
      onResponseEnd: () => end(null),
      onResponseError: (_controller, error) => end(error),
    };

    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    try {
      client.dispatch(
        {
          path: hop.target.path,
          method: hop.method,
          headers: hop.headers.flat(),
          body: hop.body.length > 0 ? hop.body : null,
        },
        handler,
      );
    } catch (error) {
      end(error);
    }
  });
}

/** One for all: undici would else make an error with a stack for every client that is put away. */
const ENDED = new Error("the exchange has ended");

/** undici hands raw headers over as a flat list of buffers; header bytes are kept as latin1 code units. */
function rawPairs(raw: unknown): Pairs {
  if (!Array.isArray(raw)) return [];
  return pairsFromFlat(raw.map((part: unknown) => (Buffer.isBuffer(part) ? part.toString("latin1") : String(part))));
}
