import { call } from "#components/inspector/session/api.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Attempt, Delivery, DeliveryPage, ResendDead } from "#lib/model/delivery.ts";
import type { Forward, ForwardChanges, NewForward } from "#lib/model/forward.ts";
import type { NewReplay, Replay } from "#lib/model/replay.ts";
import type { NewTarget, Target, TargetChanges } from "#lib/model/target.ts";

/** Calls of the deliveries page (docs/api-deliveries.md). Each throws ApiProblem. */

const path = (bin: string, rest: string) => `/api/bins/${encodeURIComponent(bin)}${rest}`;
const opt = (signal?: AbortSignal) => (signal ? { signal } : {});

/** Conditions are sent as they were typed; the server says what is wrong with them. */
type Typed<T> = Omit<T, "conditions"> & { conditions?: readonly object[] };

export const deliveriesApi = {
  getBin: async (bin: string, signal?: AbortSignal) => (await call(path(bin, ""), opt(signal))) as Bin,
  listForwards: async (bin: string, signal?: AbortSignal) =>
    ((await call(path(bin, "/forwards"), opt(signal))) as { forwards: Forward[] }).forwards,
  addForward: async (bin: string, forward: Typed<NewForward>) =>
    (await call(path(bin, "/forwards"), { method: "POST", json: forward })) as Forward,
  changeForward: async (bin: string, id: string, changes: Typed<ForwardChanges>) =>
    (await call(path(bin, `/forwards/${id}`), { method: "PATCH", json: changes })) as Forward,
  deleteForward: async (bin: string, id: string) => {
    await call(path(bin, `/forwards/${id}`), { method: "DELETE" });
  },
  listTargets: async (bin: string, signal?: AbortSignal) =>
    ((await call(path(bin, "/targets"), opt(signal))) as { targets: Target[] }).targets,
  addTarget: async (bin: string, target: NewTarget) =>
    (await call(path(bin, "/targets"), { method: "POST", json: target })) as Target,
  changeTarget: async (bin: string, id: string, changes: TargetChanges) =>
    (await call(path(bin, `/targets/${id}`), { method: "PATCH", json: changes })) as Target,
  deleteTarget: async (bin: string, id: string) => {
    await call(path(bin, `/targets/${id}`), { method: "DELETE" });
  },
  /** What waits for this target goes now. */
  closeCircuit: async (bin: string, id: string) =>
    (await call(path(bin, `/targets/${id}/circuit`), { method: "DELETE" })) as Target,
  /** The last hundred, newest first. */
  listReplays: async (bin: string, signal?: AbortSignal) =>
    ((await call(path(bin, "/replays"), opt(signal))) as { replays: Replay[] }).replays,
  getReplay: async (bin: string, id: string, signal?: AbortSignal) =>
    (await call(path(bin, `/replays/${id}`), opt(signal))) as Replay,
  startReplay: async (bin: string, replay: NewReplay) =>
    (await call(path(bin, "/replays"), { method: "POST", json: replay })) as Replay,
  /** Cancels one that runs; takes one that has ended away and gives undefined. */
  endReplay: async (bin: string, id: string) =>
    (await call(path(bin, `/replays/${id}`), { method: "DELETE" })) as Replay | undefined,
  /** `query` without the question mark. */
  listDeliveries: async (bin: string, query: string, signal?: AbortSignal) =>
    (await call(path(bin, `/deliveries?${query}`), opt(signal))) as DeliveryPage,
  getDelivery: async (bin: string, id: string, signal?: AbortSignal) =>
    (await call(path(bin, `/deliveries/${id}`), opt(signal))) as Delivery,
  getAttempt: async (bin: string, id: string, number: number, signal?: AbortSignal) =>
    (await call(path(bin, `/deliveries/${id}/attempts/${number}`), opt(signal))) as Attempt,
  resend: async (bin: string, id: string) =>
    (await call(path(bin, `/deliveries/${id}/resend`), { method: "POST" })) as Delivery,
  /** How many are on their way again. */
  resendDead: async (bin: string, which: ResendDead) =>
    ((await call(path(bin, "/deliveries/resend"), { method: "POST", json: which })) as { resent: number }).resent,
  /** Takes a delivery away; a waiting one is not tried again. */
  deleteDelivery: async (bin: string, id: string) => {
    await call(path(bin, `/deliveries/${id}`), { method: "DELETE" });
  },
};
