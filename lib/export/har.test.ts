import { expect, test } from "vitest";
import { har, harText } from "./har.ts";
import type { ExportMessage } from "./message.ts";

const message: ExportMessage = {
  method: "POST",
  url: "http://h/a?x=1&x=%C3%A9",
  headers: [
    ["Host", "h"],
    ["Cookie", "a=1; b"],
    ["Content-Type", "application/x-www-form-urlencoded"],
  ],
  body: new TextEncoder().encode("p=1&q=%zz"),
};

test("an archive has what HAR 1.2 wants", () => {
  const startedAt = "2026-01-01T00:00:00.000Z";
  const reply = { status: 204, headers: [["Content-Type", "text/plain"] as const] };
  const { log } = JSON.parse(harText([{ ...message, startedAt, httpVersion: "1.1", reply }]));
  expect(log.version).toBe("1.2");
  expect(log.entries).toHaveLength(1);
  expect(log.entries[0]).toMatchObject({
    startedDateTime: startedAt,
    request: {
      method: "POST",
      url: message.url,
      httpVersion: "HTTP/1.1",
      headers: [{ name: "Host", value: "h" }, { name: "Cookie" }, { name: "Content-Type" }],
      cookies: [
        { name: "a", value: "1" },
        { name: "", value: "b" },
      ],
      queryString: [
        { name: "x", value: "1" },
        { name: "x", value: "é" },
      ],
      postData: {
        text: "p=1&q=%zz",
        params: [
          { name: "p", value: "1" },
          { name: "q", value: "%zz" },
        ],
      },
      bodySize: 9,
    },
    response: { status: 204, content: { mimeType: "text/plain" } },
  });
});

test("a body that is not text is base64 and says so", () => {
  const { log } = JSON.parse(har.write({ ...message, body: new Uint8Array([0, 255]) }).text);
  expect(log.entries[0].request.postData).toMatchObject({ text: "AP8=", encoding: "base64" });
});

test("no body, no postData", () => {
  const { log } = JSON.parse(har.write({ ...message, body: new Uint8Array() }).text);
  expect(log.entries[0].request).not.toHaveProperty("postData");
});

test("of a reply what is known: its time, and its body or the beginning of it", () => {
  const startedAt = "2026-01-01T00:00:00.000Z";
  const write = (body?: { data: Uint8Array<ArrayBuffer>; bytes: number }) => {
    const reply = { status: 200, headers: [], tookMs: 42, body };
    return JSON.parse(harText([{ ...message, startedAt, httpVersion: "1.1", reply }])).log.entries[0];
  };
  const text = write({ data: new TextEncoder().encode("hé"), bytes: 3 });
  expect(text).toMatchObject({ time: 42, timings: { wait: 42 } });
  expect(text.response).toMatchObject({ bodySize: 3, content: { size: 3, text: "hé" } });
  const cut = write({ data: Uint8Array.of(0, 255), bytes: 5000 });
  expect(cut.response).toMatchObject({
    ...{ bodySize: 5000 },
    content: { size: 5000, text: "AP8=", encoding: "base64", comment: "The first 2 of 5000 bytes" },
  });
  expect(write({ data: new Uint8Array(0), bytes: 0 }).response).toMatchObject({ bodySize: 0, content: { size: 0 } });
  expect(write().response).toMatchObject({ bodySize: -1, content: { size: 0 } });
});
