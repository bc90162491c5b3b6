import { expect } from "vitest";
import type { Delivery, DeliveryPage } from "#lib/model/delivery.ts";
import type { Forward, NewForward } from "#lib/model/forward.ts";
import type { NewReplay, Replay } from "#lib/model/replay.ts";
import type { NewTarget, Target } from "#lib/model/target.ts";
import { type Api, apiOf } from "./api.ts";

/** Targets, forwards, replays and deliveries, as a test manages them. */

async function made<T>(api: Api, path: string, body: unknown): Promise<T> {
  const response = await api.call(path, { method: "POST", body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export function deliveriesOf(url: string, bin: { id: string; key: string }) {
  const api = apiOf(url, bin);
  const list = async (query = "") =>
    (await (await api.call(`/deliveries${query && `?${query}`}`)).json()) as DeliveryPage;
  const replay = async (id: string) => (await (await api.call(`/replays/${id}`)).json()) as Replay;
  return {
    api,
    target: (url: string, more: Partial<NewTarget> = {}) => made<Target>(api, "/targets", { name: "t", url, ...more }),
    forward: (target: Target, more: Partial<NewForward> = {}) =>
      made<Forward>(api, "/forwards", { target: target.id, ...more }),
    startReplay: (wanted: NewReplay) => made<Replay>(api, "/replays", wanted),
    replay,
    list,
    whole: async (id: string) => (await (await api.call(`/deliveries/${id}`)).json()) as Delivery,
    /** Waits until that many deliveries are in this state. */
    until: async (state: Delivery["state"], count: number, timeout = 15_000) => {
      await expect
        .poll(async () => (await list(`state=${state}&limit=200`)).deliveries.length, { timeout })
        .toBe(count);
      return (await list(`state=${state}&limit=200`)).deliveries;
    },
    untilDone: async (id: string, timeout = 60_000) => {
      await expect.poll(async () => (await replay(id)).state, { timeout }).not.toBe("running");
      return replay(id);
    },
  };
}

/** The head of a received message as text, and its body. */
export function partsOf(message: Buffer): { head: string; body: Buffer } {
  const at = message.indexOf("\r\n\r\n");
  return { head: message.subarray(0, at).toString("latin1"), body: message.subarray(at + 4) };
}

/** The value of a header in a received message. */
export function headerOf(message: Buffer, name: string): string | undefined {
  return new RegExp(`\\r\\n${name}: *([^\\r]*)`, "i").exec(partsOf(message).head)?.[1];
}
