import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { typesFrom } from "./types-from.ts";

const HOSTILE = ["__proto__", "constructor", "*/ evil()", "\u2028", '"', "a\nb", "`", "\\", "class", "", "</script>"];
const key = fc.oneof(
  fc.constantFrom("id", "name", "items", "data", ...HOSTILE),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const text = fc.oneof(
  fc.constantFrom(
    "paid",
    "open",
    "2026-01-02T03:04:05Z",
    "2026-01-02",
    "a@b.example",
    "https://h.example/x",
    ...HOSTILE,
  ),
  fc.string({ unit: "grapheme" }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
  ),
}));
const samples = fc.array(value, { minLength: 1, maxLength: 4 }).map((list) => list.map((one) => JSON.stringify(one)));

/** The messages of TypeScript's compiler about each of these modules, all in one program. */
function compile(modules: string[]): string[] {
  const files = new Map(modules.map((code, index) => [`/m${index}.ts`, code]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    lib: ["lib.es5.d.ts"],
    types: [],
    module: ts.ModuleKind.ESNext,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const code = files.get(name);
    return code === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, code, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((one) => `${ts.flattenDiagnosticMessageText(one.messageText, "\n")}\n${one.file?.text ?? ""}`);
}

function evaluate(zodCode: string): z.ZodType {
  const body = zodCode
    .replace(/^import .*$/m, "")
    .replace(/^export type .*$/m, "")
    .replaceAll(/^export const /gm, "const ");
  const last = /z\.infer<typeof (\w+)>/.exec(zodCode)?.[1];
  // The code under test is what a reader would paste and run.
  return new Function("z", `${body}\nreturn ${last};`)(z) as z.ZodType;
}

type Schema = {
  type?: string;
  anyOf?: Schema[];
  enum?: unknown[];
  items?: Schema;
  required?: string[];
  properties?: object;
};

/** As much of JSON Schema as is generated. */
function fits(schema: Schema, given: unknown): boolean {
  if (schema.anyOf) return schema.anyOf.some((one) => fits(one, given));
  if (schema.enum && !schema.enum.includes(given)) return false;
  const isList = Array.isArray(given);
  const isObject = typeof given === "object" && given !== null && !isList;
  const named: Record<string, boolean> = {
    null: given === null,
    boolean: typeof given === "boolean",
    string: typeof given === "string",
    number: typeof given === "number",
    integer: Number.isInteger(given),
    array: isList,
    object: isObject,
  };
  if (schema.type !== undefined && named[schema.type] !== true) return false;
  if (isList && schema.items) return given.every((one) => fits(schema.items ?? {}, one));
  if (!isObject) return true;
  if (!(schema.required ?? []).every((name) => Object.hasOwn(given, name))) return false;
  const properties = new Map(Object.entries(schema.properties ?? {}));
  return Object.entries(given).every(([name, one]) => !properties.has(name) || fits(properties.get(name) ?? {}, one));
}

describe("whatever was sampled", () => {
  test("the compiler of this test finds what is wrong", () => {
    expect(compile(['export const a: number = "x";'])).toHaveLength(1);
  });

  test("the TypeScript compiles, and the samples are of its type", () => {
    const modules = fc.sample(samples, { numRuns: 150, seed: 7 }).map((bodies) => {
      const { code } = typesFrom(bodies, "typescript");
      const [name = ""] = /(?<=^export type )\w+/.exec(code) ?? [];
      // In a literal of TypeScript "__proto__" is no property.
      const values = bodies.filter((body) => !body.includes("__proto__"));
      return `${code}\nexport const samples: ${name}[] = [${values.join(",\n")}];\n`;
    });
    expect(compile(modules)).toEqual([]);
  }, 60_000);

  test("the Zod schema accepts the samples", () => {
    fc.assert(
      fc.property(samples, (bodies) => {
        const schema = evaluate(typesFrom(bodies, "zod").code);
        for (const body of bodies) expect(schema.safeParse(JSON.parse(body)).error).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test("the JSON Schema accepts the samples", () => {
    fc.assert(
      fc.property(samples, (bodies) => {
        const schema = JSON.parse(typesFrom(bodies, "json-schema").code);
        for (const body of bodies) expect(fits(schema, JSON.parse(body))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test("what is not JSON is said, and nothing at all gives nothing", () => {
  expect(typesFrom(["{}", "<x>"], "zod").notes).toEqual(["1 of 2 bodies are not JSON and were left out"]);
  expect(typesFrom(["<x>"], "typescript")).toMatchObject({ code: "" });
  expect(typesFrom([], "json-schema")).toEqual({ code: "", notes: [] });
});
