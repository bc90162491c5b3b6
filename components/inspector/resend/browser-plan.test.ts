import { expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { type PageRequest, planBrowserSend } from "./browser-plan.ts";

const PAGE = { protocol: "http:", origin: "http://bins.example" };

function wanted(more: Partial<PageRequest> = {}): PageRequest {
  const body = new TextEncoder().encode("{}");
  return { url: "http://localhost:8080/hook", method: "POST", headers: [["X-Event", "a"]], body, ...more };
}

test("what a page may not set is left out and named", () => {
  const headers: Pairs = [
    ["Cookie", "a=1"],
    ["X-Event", "paid"],
    ["Sec-Fetch-Mode", "cors"],
    ["Origin", "http://elsewhere"],
  ];
  const { request, notes, refusal } = planBrowserSend(wanted({ headers }), "cors", PAGE);
  expect(refusal).toBeNull();
  expect(request.headers).toEqual([["X-Event", "paid"]]);
  expect(notes).toContain("A page may not set Cookie, Sec-Fetch-Mode, Origin: left out.");
  expect(notes.join(" ")).toContain("An OPTIONS request goes first; the target has to allow http://bins.example");
});

test("repeats are joined, methods written in capitals, a GET loses its body", () => {
  const repeated: Pairs = [
    ["X-A", "1"],
    ["x-a", "2"],
  ];
  const { request, notes } = planBrowserSend(wanted({ method: "get", headers: repeated }), "cors", PAGE);
  expect(request).toMatchObject({ method: "GET", headers: repeated });
  expect(request.body).toHaveLength(0);
  expect(notes).toContain("The method is written in capitals: GET.");
  expect(notes).toContain("A page sends no body with GET: it is left out.");
  expect(notes).toContain("Repeats are joined into one line with commas: x-a.");
});

test("sent blindly, only what a form could send goes out", () => {
  const headers: Pairs = [
    ["Content-Type", "application/json"],
    ["Accept-Language", "de"],
    ["X-Event", "a"],
  ];
  const { request, notes } = planBrowserSend(wanted({ headers }), "no-cors", PAGE);
  expect(request.headers).toEqual([["Accept-Language", "de"]]);
  expect(notes).toContain("Sent blindly, a page may not set Content-Type, X-Event: left out.");
  expect(notes.join(" ")).toContain("Nothing of the answer can be read");
  expect(planBrowserSend(wanted({ method: "PUT" }), "no-cors", PAGE).refusal).toContain("not PUT");
  const plain: Pairs = [["Content-Type", "text/plain; charset=utf-8"]];
  expect(planBrowserSend(wanted({ headers: plain }), "no-cors", PAGE).request.headers).toEqual(plain);
});

test("what no page can send is refused before it is tried", () => {
  expect(planBrowserSend(wanted({ method: "TRACE" }), "cors", PAGE).refusal).toBe("A page cannot send TRACE.");
  expect(planBrowserSend(wanted({ headers: [["Two words", "1"]] }), "cors", PAGE).refusal).toContain("Two words");
  const secure = { protocol: "https:", origin: "https://bins.example" };
  expect(planBrowserSend(wanted({ url: "http://192.168.0.9/" }), "cors", secure).refusal).toContain("over HTTPS");
  for (const url of ["http://localhost:1/", "http://127.0.0.1/", "http://[::1]/", "https://192.168.0.9/"]) {
    expect(planBrowserSend(wanted({ url }), "cors", secure).refusal).toBeNull();
  }
});

test("a plain form post needs no permission first", () => {
  const headers: Pairs = [["Content-Type", "application/x-www-form-urlencoded"]];
  expect(planBrowserSend(wanted({ headers }), "cors", PAGE).notes.join(" ")).not.toContain("OPTIONS");
});
