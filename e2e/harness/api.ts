import type { CreatedBin, NewBin } from "#lib/model/bin.ts";
import type { Capture, CapturePage } from "#lib/model/capture.ts";

/** The management API as a test calls it: with a bin's key. */

export async function createBin(url: string, settings: NewBin = {}): Promise<CreatedBin> {
  const response = await fetch(`${url}/api/bins`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(settings),
  });
  if (response.status !== 201) throw new Error(`no bin: ${response.status} ${await response.text()}`);
  return (await response.json()) as CreatedBin;
}

export type Api = {
  call: (path: string, init?: RequestInit) => Promise<Response>;
  capture: (seq: number | "latest") => Promise<Capture>;
  captures: (query?: string) => Promise<CapturePage>;
  bytes: (path: string) => Promise<Buffer>;
};

/** Calls below `/api/bins/{bin}`. */
export function apiOf(url: string, bin: { id: string; key: string }): Api {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${url}/api/bins/${bin.id}${path}`, {
      ...init,
      headers: {
        Authorization: `Bearer ${bin.key}`,
        ...(init.body ? { "Content-Type": "application/json" } : {}),
        ...init.headers,
      },
    });
  return {
    call,
    capture: async (seq) => (await (await call(`/captures/${seq}`)).json()) as Capture,
    captures: async (query = "") => (await (await call(`/captures${query && `?${query}`}`)).json()) as CapturePage,
    bytes: async (path) => Buffer.from(await (await call(path)).arrayBuffer()),
  };
}
