import { choicesOf, type Shape } from "./infer.ts";

/** A shape as JSON Schema 2020-12, indented by two. */
export function toJsonSchema(shape: Shape, title: string): string {
  const head = { $schema: "https://json-schema.org/draft/2020-12/schema", title };
  return `${JSON.stringify({ ...head, ...schemaOf(shape) }, null, 2)}\n`;
}

type Schema = { [key: string]: unknown };

function schemaOf(shape: Shape): Schema {
  const members: Schema[] = [];
  const choices = choicesOf(shape);
  if (shape.strings > 0) {
    if (choices) members.push({ type: "string", enum: choices });
    else members.push({ type: "string", ...(shape.format !== null && { format: shape.format }) });
  }
  if (shape.fractions > 0) members.push({ type: "number" });
  else if (shape.integers + shape.largeIntegers > 0) members.push({ type: "integer" });
  if (shape.booleans > 0) members.push({ type: "boolean" });
  if (shape.object) members.push(objectSchema(shape.object));
  if (shape.items) members.push({ type: "array", ...(shape.items.seen > 0 && { items: schemaOf(shape.items) }) });
  if (shape.nulls > 0) members.push({ type: "null" });
  const [only] = members;
  if (members.length === 1 && only) return only;
  return members.length === 0 ? {} : { anyOf: members };
}

function objectSchema({ seen, fields }: NonNullable<Shape["object"]>): Schema {
  // fromEntries defines own properties, "__proto__" among them.
  const properties = Object.fromEntries([...fields].map(([key, field]) => [key, schemaOf(field)]));
  const required = [...fields].filter(([, field]) => field.seen === seen).map(([key]) => key);
  return {
    type: "object",
    ...(fields.size > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}
