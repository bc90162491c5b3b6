import { expect, test } from "vitest";
import { inferShape } from "./infer.ts";
import { toJsonSchema } from "./json-schema.ts";

test("properties, what is required, formats and unions", () => {
  const samples = ['{"id":1,"__proto__":"2026-01-02"}', '{"id":null}'];
  const schema = JSON.parse(toJsonSchema(inferShape(samples).shape, "Payload"));
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Payload",
    type: "object",
    required: ["id"],
  });
  expect(Object.entries(schema.properties)).toEqual([
    ["id", { anyOf: [{ type: "integer" }, { type: "null" }] }],
    ["__proto__", { type: "string", format: "date" }],
  ]);
});
