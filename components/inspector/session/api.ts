import type { FieldProblem } from "#lib/errors.ts";
import type { Bin, BinChanges, CreatedBin, NewBin, OwnedBin } from "#lib/model/bin.ts";
import type { Capture, CapturePage } from "#lib/model/capture.ts";
import type { BrowserDelivery, Delivery, DeliveryPage, NewDelivery } from "#lib/model/delivery.ts";
import type { Mark, MarkChanges } from "#lib/model/mark.ts";
import type { Traffic } from "#lib/model/traffic.ts";
import type { PageAsk } from "./session.ts";

/**
 * The management API as this page calls it: same origin, the session's cookie. Answers are typed, not checked again: they come from
 * the server this page came from. Every failure is an ApiProblem with a sentence for the reader.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];

  constructor(status: number, code: string, sentence: string, fields: readonly FieldProblem[] = []) {
    super(sentence);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** The problem with one field, such as "reply.status", or undefined. */
  at(path: string): string | undefined {
    return this.fields.find((field) => field.path === path)?.message;
  }
}

type CallOptions = { method?: string; json?: unknown; key?: string; signal?: AbortSignal; keepalive?: boolean };

/** One call, as `api` makes them; for the pages that have calls of their own. Throws ApiProblem. */
export async function call(path: string, options: CallOptions = {}): Promise<unknown> {
  const { method = "GET", json, key, signal, keepalive } = options;
  const headers: Record<string, string> = { accept: "application/json" };
  if (json !== undefined) headers["content-type"] = "application/json";
  if (key !== undefined) headers.authorization = `Bearer ${key}`;
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(signal ? { signal } : {}),
      ...(keepalive ? { keepalive } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(0, "unreachable", "The server cannot be reached. Check that it runs and try again.");
  }
  if (answer.ok) return answer.status === 204 ? undefined : answer.json();
  throw await readProblem(answer);
}

/** RFC 9457, as far as the answer keeps to it. */
async function readProblem(answer: Response): Promise<ApiProblem> {
  const said: unknown = await answer.json().catch(() => null);
  const problem = typeof said === "object" && said !== null ? said : {};
  const text = (name: string) => {
    const value: unknown = Reflect.get(problem, name);
    return typeof value === "string" ? value : "";
  };
  const errors: unknown = Reflect.get(problem, "errors");
  const fields = Array.isArray(errors) ? errors.filter(isFieldProblem) : [];
  const sentence = text("detail") || text("title") || `The server answered ${answer.status}.`;
  return new ApiProblem(answer.status, text("code") || "unknown", sentence, fields);
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return (
    typeof value === "object" &&
    value !== null &&
    "path" in value &&
    "message" in value &&
    typeof value.message === "string"
  );
}

export const binPath = (bin: string) => `/api/bins/${encodeURIComponent(bin)}`;
const capturePath = (bin: string, seq: number) => `${binPath(bin)}/captures/${seq}`;

function pageQuery(ask: PageAsk): string {
  switch (ask.kind) {
    case "newest":
      return "limit=100";
    case "oldest":
      return "order=oldest&limit=200";
    case "older":
      return `before=${ask.before}&limit=200`;
    case "newer":
      return `after=${ask.after}&order=oldest&limit=200`;
    case "around":
      return `before=${ask.before}&limit=200`;
  }
}

/** Where the bytes of a body can be downloaded. */
export function bodyHref(bin: string, seq: number): string {
  return `${capturePath(bin, seq)}/body`;
}

/** Where the server gives a body without its content encodings, for a browser that cannot take them off. */
export function decodedHref(bin: string, seq: number): string {
  return `${bodyHref(bin, seq)}?decoded=1`;
}

/** Where the whole message can be downloaded. */
export function rawHref(bin: string, seq: number): string {
  return `${capturePath(bin, seq)}/raw`;
}

export const api = {
  listBins: async (signal?: AbortSignal) =>
    ((await call("/api/bins", signal ? { signal } : {})) as { bins: OwnedBin[] }).bins,
  createBin: async (bin: NewBin) => (await call("/api/bins", { method: "POST", json: bin })) as CreatedBin,
  getBin: async (bin: string, signal?: AbortSignal) => (await call(binPath(bin), signal ? { signal } : {})) as Bin,
  changeBin: async (bin: string, changes: BinChanges) =>
    (await call(binPath(bin), { method: "PATCH", json: changes })) as Bin,
  deleteBin: async (bin: string) => {
    await call(binPath(bin), { method: "DELETE" });
  },
  /** Makes this browser an owner of the bin. */
  claimBin: async (bin: string, key: string) => {
    await call(`${binPath(bin)}/owners`, { method: "POST", key });
  },
  listCaptures: async (bin: string, ask: PageAsk, signal: AbortSignal) =>
    (await call(`${binPath(bin)}/captures?${pageQuery(ask)}`, { signal })) as CapturePage,
  /** `query` as a filter writes it, or as the page before gave it. */
  findCaptures: async (bin: string, query: string, signal: AbortSignal) =>
    (await call(`${binPath(bin)}/captures?${query}`, { signal })) as CapturePage,
  /** Captures over time; `query` as traffic/strip.ts writes it. */
  traffic: async (bin: string, query: string, signal: AbortSignal) =>
    (await call(`${binPath(bin)}/traffic?${query}`, { signal })) as Traffic,
  /** Pins, unpins or annotates. */
  markCapture: async (bin: string, seq: number, changes: MarkChanges) =>
    (await call(capturePath(bin, seq), { method: "PATCH", json: changes })) as Mark,
  getCapture: async (bin: string, seq: number, signal?: AbortSignal) =>
    (await call(capturePath(bin, seq), signal ? { signal } : {})) as Capture,
  getBody: async (bin: string, seq: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> => {
    const answer = await fetch(bodyHref(bin, seq), { credentials: "same-origin", ...(signal ? { signal } : {}) });
    if (!answer.ok) throw await readProblem(answer);
    return new Uint8Array(await answer.arrayBuffer());
  },
  /** `leaving`: the page is on its way out and the call has to outlive it. */
  deleteCapture: async (bin: string, seq: number, leaving = false) => {
    await call(capturePath(bin, seq), { method: "DELETE", keepalive: leaving });
  },
  deleteCaptures: async (bin: string) => {
    await call(`${binPath(bin)}/captures`, { method: "DELETE" });
  },
  /** The newest of one capture, without what was sent and what came back. */
  listDeliveries: async (bin: string, seq: number, limit: number, signal: AbortSignal) =>
    (await call(`${binPath(bin)}/deliveries?capture=${seq}&limit=${limit}`, { signal })) as DeliveryPage,
  deliver: async (bin: string, seq: number, delivery: NewDelivery) =>
    (await call(`${capturePath(bin, seq)}/deliveries`, { method: "POST", json: delivery })) as Delivery,
  /** What this page sent itself, and what its browser let it see. */
  keepBrowserDelivery: async (bin: string, seq: number, told: BrowserDelivery) =>
    (await call(`${capturePath(bin, seq)}/deliveries/browser`, { method: "POST", json: told })) as Delivery,
};
