import { expect, test } from "vitest";
import { inferShape } from "./infer.ts";
import { toZod } from "./zod.ts";

test("schemas stand innermost first, with formats, choices and what may be missing", () => {
  const samples = [
    '{"user":{"email":"a@b.example","age":3},"tags":["x","y","x","y"]}',
    '{"user":{"email":"c@d.example"},"tags":null}',
  ];
  expect(toZod(inferShape(samples).shape, "Payload")).toBe(`import { z } from "zod";

export const User = z.object({
  email: z.email(),
  age: z.int().optional(),
});

export const Payload = z.object({
  user: User,
  tags: z.array(z.enum(["x", "y"])).nullable(),
});

export type Payload = z.infer<typeof Payload>;
`);
});
