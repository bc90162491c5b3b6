import { describe, expect, test } from "vitest";
import type { EgressRequest, EgressResult } from "#lib/egress/client.ts";
import { encodeBytes } from "#lib/model/bytes.ts";
import { type Delivery, deliverySchema } from "#lib/model/delivery.ts";
import { type Collaborators, type Destination, deliver, type StartedDelivery } from "./deliver.ts";
import type { Source } from "./prepare.ts";

const source: Source = { seq: 3, kind: "message", method: "POST", headers: [["A", "b"]], body: Uint8Array.of(1) };
const TARGET: Destination = { id: null, url: "https://t.example/", headers: [] };
const timings = { connectMs: 1, firstByteMs: 2, totalMs: 4.5 };
const startedAt = new Date("2026-01-02T03:04:05.678Z");

function answered(status: number): EgressResult {
  const body = new TextEncoder().encode("ok");
  const answer = { status, statusText: "", headers: [["X", "y"] as [string, string]], body, truncated: false };
  return { kind: "answered", ...answer, url: "https://t.example/", remoteAddress: "192.0.2.1", timings };
}

function collaborators(result: EgressResult) {
  const log: string[] = [];
  const sent: EgressRequest[] = [];
  const saved: StartedDelivery[] = [];
  const given: Collaborators = {
    send: async (request) => {
      log.push("sent");
      sent.push(request);
      return result;
    },
    save: async (delivery) => {
      log.push("saved");
      saved.push(delivery);
      return present(delivery);
    },
    now: () => startedAt,
    newId: () => "id-1",
  };
  return { log, sent, saved, given };
}

function present({
  id,
  captureSeq,
  via,
  url,
  method,
  state,
  targetId,
  createdAt,
  attempts,
}: StartedDelivery): Delivery {
  return deliverySchema.parse({
    ...{ id, captureSeq, via, url, method, state, target: targetId, createdAt: createdAt.toISOString() },
    ...{ reason: null, forward: null, replay: null, retry: null, nextAt: null },
    attempts: attempts.map(({ body, truncated, startedAt: at, request, ...attempt }) => ({
      ...attempt,
      request: JSON.parse(request),
      startedAt: at.toISOString(),
      ...(body && { body: { ...encodeBytes(body), truncated: truncated ?? false } }),
    })),
  });
}

describe("a delivery", () => {
  test("is sent, then kept with its attempt", async () => {
    const { log, sent, saved, given } = collaborators(answered(201));
    const delivery = await deliver(source, TARGET, {}, given);
    expect(log).toEqual(["sent", "saved"]);
    expect(sent[0]).toEqual({
      url: "https://t.example/",
      method: "POST",
      headers: [["A", "b"]],
      body: source.body,
      hops: 0,
    });
    expect(saved[0]).toMatchObject({ headers: [["A", "b"]], body: Uint8Array.of(1) });
    expect(delivery).toMatchObject({
      id: "id-1",
      captureSeq: 3,
      via: "resend",
      url: "https://t.example/",
      method: "POST",
      state: "succeeded",
      createdAt: "2026-01-02T03:04:05.678Z",
      attempts: [
        {
          number: 1,
          startedAt: "2026-01-02T03:04:05.678Z",
          durationMs: 4.5,
          request: { url: "https://t.example/", method: "POST", headers: [["A", "b"]], bodyBytes: 1 },
          status: 201,
          headers: [["X", "y"]],
          body: { encoding: "utf8", data: "ok", truncated: false },
          timings,
        },
      ],
    });
  });

  test.each([
    [200, "succeeded"],
    [204, "succeeded"],
    [299, "succeeded"],
    [301, "failed"],
    [302, "failed"],
    [304, "failed"],
    [400, "failed"],
    [410, "failed"],
    [500, "failed"],
    [600, "failed"],
  ])("answered %i has %s", async (status, state) => {
    const { given } = collaborators(answered(status));
    expect((await deliver(source, TARGET, {}, given)).state).toBe(state);
  });

  test("that got half an answer has failed, and keeps the half", async () => {
    const { given } = collaborators({
      kind: "failed",
      code: "connection_lost",
      message: "cut",
      timings,
      answer: { status: 200, statusText: "", headers: [], body: Uint8Array.of(104), truncated: true },
    });
    expect(await deliver(source, TARGET, {}, given)).toMatchObject({
      state: "failed",
      attempts: [
        { status: 200, body: { data: "h", truncated: true }, error: { code: "connection_lost", message: "cut" } },
      ],
    });
  });

  test("that found nobody has failed, with the reason in words", async () => {
    const { given } = collaborators({ kind: "failed", code: "connection_refused", message: "nobody", timings });
    const { state, attempts } = await deliver(source, TARGET, {}, given);
    expect(state).toBe("failed");
    expect(attempts[0]).toMatchObject({ error: { code: "connection_refused", message: "nobody" } });
    expect(attempts[0]).not.toHaveProperty("status");
  });

  test.each([
    ["target_not_allowed", "target_not_allowed", []],
    ["invalid_target", "invalid_input", ["url"]],
    ["invalid_request", "invalid_input", ["headers"]],
    ["loop_detected", "invalid_input", ["headers"]],
  ] as const)("refused with %s is an error and keeps nothing", async (failure, code, paths) => {
    const { log, given } = collaborators({ kind: "failed", code: failure, message: "no", timings });
    const error = await deliver(source, TARGET, {}, given).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: "AppError", code, message: "no" });
    expect((error as { problems: { path: string }[] }).problems.map((problem) => problem.path)).toEqual(paths);
    expect(log).toEqual(["sent"]);
  });

  test("to a target carries its headers, and keeps its secrets to itself", async () => {
    const { sent, saved, given } = collaborators(answered(200));
    const headers = [
      { name: "a", value: "mine", secret: false },
      { name: "Authorization", value: "Bearer s3cret", secret: true },
    ];
    const delivery = await deliver(source, { id: "t-1", url: "https://t.example/", headers }, {}, given);
    expect(sent[0]?.headers).toEqual([
      ["a", "mine"],
      ["Authorization", "Bearer s3cret"],
    ]);
    expect(delivery.target).toBe("t-1");
    expect(delivery.attempts[0]?.request?.headers).toEqual([
      ["a", "mine"],
      ["Authorization", "********"],
    ]);
    expect(JSON.stringify(saved)).not.toContain("s3cret");
  });
});
