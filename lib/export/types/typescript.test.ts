import { expect, test } from "vitest";
import { inferShape } from "./infer.ts";
import { toTypescript } from "./typescript.ts";

const code = (...samples: unknown[]) =>
  toTypescript(
    inferShape(samples.map((one) => (typeof one === "string" ? one : JSON.stringify(one)))).shape,
    "Payload",
  );

test("objects get names of their own, the outermost first; what is missing somewhere is optional", () => {
  expect(
    code(
      {
        line_items: [
          { sku: "a", price: null },
          { sku: "b", price: 2.5 },
        ],
      },
      { line_items: [], "odd key": true },
    ),
  ).toBe(
    `export type Payload = {
  line_items: LineItem[];
  "odd key"?: boolean;
};

export type LineItem = {
  sku: string;
  price: number | null;
};
`,
  );
});

test("formats and large integers are noted, choices are unions", () => {
  expect(
    code(
      '[{"id":12345678901234567890,"at":"2026-01-02T03:04:05Z","s":"a"},{"id":1,"at":"2026-01-02T03:04:05Z","s":"b"}]',
      '[{"id":1,"at":"2026-01-02T03:04:05Z","s":"a"},{"id":1,"at":"2026-01-02T03:04:05Z","s":"b"}]',
    ),
  ).toBe(
    `export type Payload = PayloadItem[];

export type PayloadItem = {
  /** integers beyond 2^53 were seen: a JavaScript number does not hold them exactly */
  id: number;
  /** date-time */
  at: string;
  s: "a" | "b";
};
`,
  );
});

test("empty and mixed values stay open", () => {
  expect(code("[]", "{}", "null")).toBe("export type Payload = Record<string, unknown> | unknown[] | null;\n");
});
