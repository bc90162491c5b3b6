import { choicesOf, type Shape } from "./infer.ts";
import { createNames, propertyKey, quoted, singular } from "./names.ts";
import type { StringFormat } from "./string-format.ts";

const FORMATS: Record<StringFormat, string> = {
  "date-time": "z.iso.datetime({ offset: true })",
  date: "z.iso.date()",
  uuid: "z.uuid()",
  email: "z.email()",
  uri: "z.url()",
};

const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A shape as Zod 4 schemas: one for each object, the innermost first, and a type of the outermost. */
export function toZod(shape: Shape, name: string): string {
  const nameFor = createNames();
  const declarations: string[] = [];

  function schemaOf(part: Shape, wish: string): string {
    const members: string[] = [];
    const choices = choicesOf(part);
    if (part.strings > 0) {
      if (choices) members.push(`z.enum([${choices.map(quoted).join(", ")}])`);
      else members.push(part.format ? FORMATS[part.format] : "z.string()");
    }
    // z.int() refuses what a JavaScript number does not hold exactly.
    if (part.fractions + part.largeIntegers > 0) members.push("z.number()");
    else if (part.integers > 0) members.push("z.int()");
    if (part.booleans > 0) members.push("z.boolean()");
    if (part.object) {
      members.push(part.object.fields.size === 0 ? "z.record(z.string(), z.unknown())" : declare(part.object, wish));
    }
    if (part.items) members.push(`z.array(${schemaOf(part.items, singular(wish))})`);
    const [only] = members;
    if (only === undefined) return part.nulls > 0 ? "z.null()" : "z.unknown()";
    const joined = members.length === 1 ? only : `z.union([${members.join(", ")}])`;
    return part.nulls > 0 ? `${joined}.nullable()` : joined;
  }

  function declare(object: NonNullable<Shape["object"]>, wish: string): string {
    const own = nameFor(wish);
    const lines = [...object.fields].map(([key, field]) => {
      const isOptional = field.seen < object.seen;
      // Zod reads what an object inherits when it has no such key of its own.
      if (isOptional && INHERITED.has(key)) return `  ${propertyKey(key, "object")}: z.unknown(),\n`;
      const optional = isOptional ? ".optional()" : "";
      return `  ${propertyKey(key, "object")}: ${schemaOf(field, key)}${optional},\n`;
    });
    declarations.push(`export const ${own} = z.object({\n${lines.join("")}});\n`);
    return own;
  }

  const root = schemaOf(shape, name);
  const isDeclared = declarations.at(-1)?.startsWith(`export const ${root} =`) === true;
  const own = isDeclared ? root : nameFor(name);
  if (!isDeclared) declarations.push(`export const ${own} = ${root};\n`);
  return ['import { z } from "zod";\n', ...declarations, `export type ${own} = z.infer<typeof ${own}>;\n`].join("\n");
}
