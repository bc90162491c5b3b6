import { choicesOf, type Shape } from "./infer.ts";
import { createNames, propertyKey, quoted, singular } from "./names.ts";

/** A shape as TypeScript: one exported type for each object, the outermost first. */
export function toTypescript(shape: Shape, name: string): string {
  const nameFor = createNames();
  const declarations: string[] = [];

  function typeOf(part: Shape, wish: string): string {
    const members: string[] = [];
    if (part.strings > 0) members.push(...(choicesOf(part)?.map(quoted) ?? ["string"]));
    if (part.integers + part.largeIntegers + part.fractions > 0) members.push("number");
    if (part.booleans > 0) members.push("boolean");
    if (part.object)
      members.push(part.object.fields.size === 0 ? "Record<string, unknown>" : declare(part.object, wish));
    if (part.items) {
      const item = typeOf(part.items, singular(wish));
      members.push(item.includes(" | ") ? `(${item})[]` : `${item}[]`);
    }
    if (part.nulls > 0) members.push("null");
    return members.length === 0 ? "unknown" : members.join(" | ");
  }

  function declare(object: NonNullable<Shape["object"]>, wish: string): string {
    const own = nameFor(wish);
    const place = declarations.push("") - 1;
    const lines = [...object.fields].map(([key, field]) => {
      const optional = field.seen < object.seen ? "?" : "";
      return `${noteOf(field)}  ${propertyKey(key, "type")}${optional}: ${typeOf(field, key)};\n`;
    });
    declarations[place] = `export type ${own} = {\n${lines.join("")}};\n`;
    return own;
  }

  const root = typeOf(shape, name);
  // A lone object is declared under the name itself.
  const isDeclared = declarations[0]?.startsWith(`export type ${root} =`) === true;
  return isDeclared
    ? declarations.join("\n")
    : [`export type ${nameFor(name)} = ${root};\n`, ...declarations].join("\n");
}

/** What a type cannot say, as a comment of fixed words: nothing that a sender wrote stands in it. */
function noteOf(field: Shape): string {
  const notes: string[] = [];
  if (field.format !== null) notes.push(field.format);
  if (field.largeIntegers > 0)
    notes.push("integers beyond 2^53 were seen: a JavaScript number does not hold them exactly");
  return notes.length === 0 ? "" : `  /** ${notes.join("; ")} */\n`;
}
