import { expect, test } from "vitest";
import type { Attempt } from "#lib/model/delivery.ts";
import { failureReasons } from "./failure-reasons.ts";

const attempt = (end: Partial<Attempt>): Attempt => ({ number: 1, startedAt: "", durationMs: 1, ...end });
const refused = { error: { code: "refused", message: "Nothing accepts connections there." } };

test("the last attempt says why, and the most frequent reason comes first", () => {
  const deliveries = [
    { attempts: [attempt({ status: 500 }), attempt({ status: 503 })] },
    { attempts: [attempt({ status: 503 }), attempt(refused)] },
    { attempts: [attempt(refused)] },
    { attempts: [] },
    // An answer that was cut is not the same as one that was whole.
    { attempts: [attempt({ status: 503, error: { code: "cut", message: "The answer was cut." } })] },
  ];
  expect(failureReasons(deliveries)).toEqual([
    { words: "Nothing accepts connections there.", status: null, count: 2 },
    { words: "Service Unavailable", status: 503, count: 1 },
    { words: "It was not sent", status: null, count: 1 },
    { words: "The answer was cut.", status: 503, count: 1 },
  ]);
});
