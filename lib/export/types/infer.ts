import { parseJson } from "#lib/views/parse-json.ts";
import { childrenOf, keyOf, kindAt, type Tree, valueText } from "#lib/views/tree.ts";
import { MAX_SAMPLES } from "./languages.ts";
import { type StringFormat, stringFormat } from "./string-format.ts";

/** What values at one place of the samples look like. A place where nothing was seen (an empty array's items) has no facts. */
export type Shape = {
  /** How many values were seen here. */
  seen: number;
  nulls: number;
  booleans: number;
  integers: number;
  /** Integers beyond what a JavaScript number holds exactly. */
  largeIntegers: number;
  fractions: number;
  strings: number;
  /** The format all strings share, null when they share none. */
  format: StringFormat | null;
  /** Distinct strings and how often each was seen; null when they are too many or too long to be a choice. */
  values: Map<string, number> | null;
  /** Null when no object was seen here. `fields` are in order of first sight. */
  object: { seen: number; fields: Map<string, Shape> } | null;
  /** Null when no array was seen here; all arrays here share one item shape. */
  items: Shape | null;
};

/** `skipped`: samples that are not JSON. `cut`: something was too deep, too long or too much and is left open (`unknown`). */
export type Inferred = { shape: Shape; samples: number; skipped: number; cut: boolean };

const MAX_NODES = 100_000;
const MAX_DEPTH = 30;
const MAX_FIELDS = 300;
const MAX_SHAPES = 5000;
const MAX_CHOICES = 8;
const MAX_CHOICE_CHARS = 40;

export function emptyShape(): Shape {
  return {
    seen: 0,
    nulls: 0,
    booleans: 0,
    integers: 0,
    largeIntegers: 0,
    fractions: 0,
    strings: 0,
    format: null,
    values: new Map(),
    object: null,
    items: null,
  };
}

/** One shape that all samples fit. Bounded in samples, values, depth and fields; never throws. */
export function inferShape(samples: readonly string[]): Inferred {
  const inferred: Inferred = { shape: emptyShape(), samples: 0, skipped: 0, cut: samples.length > MAX_SAMPLES };
  const reader = new Reader(inferred);
  for (const sample of samples.slice(0, MAX_SAMPLES)) {
    const tree = treeOrNull(sample);
    if (!tree) inferred.skipped += 1;
    else {
      inferred.samples += 1;
      reader.add(inferred.shape, tree, 0, 0);
    }
  }
  return inferred;
}

class Reader {
  #shapes = 0;
  readonly #inferred: Inferred;

  constructor(inferred: Inferred) {
    this.#inferred = inferred;
  }

  add(shape: Shape, tree: Tree, node: number, depth: number): void {
    shape.seen += 1;
    switch (kindAt(tree, node)) {
      case "null":
        shape.nulls += 1;
        return;
      case "boolean":
        shape.booleans += 1;
        return;
      case "number":
        addNumber(shape, valueText(tree, node));
        return;
      case "string":
        addString(shape, valueText(tree, node));
        return;
      case "object":
        this.#addObject(shape, tree, node, depth);
        return;
      case "array":
        shape.items ??= emptyShape();
        if (depth >= MAX_DEPTH) this.#inferred.cut = true;
        else for (const child of childrenOf(tree, node)) this.add(shape.items, tree, child, depth + 1);
        return;
      default:
        this.#inferred.cut = true;
    }
  }

  #addObject(shape: Shape, tree: Tree, node: number, depth: number): void {
    shape.object ??= { seen: 0, fields: new Map() };
    shape.object.seen += 1;
    if (depth >= MAX_DEPTH) {
      this.#inferred.cut = true;
      return;
    }
    // Of a key that stands twice the last counts, as it does for JSON.parse.
    const fields = new Map(childrenOf(tree, node).map((child) => [keyOf(tree, child) ?? "", child]));
    for (const [key, child] of fields) {
      let field = shape.object.fields.get(key);
      if (!field) {
        if (shape.object.fields.size >= MAX_FIELDS || this.#shapes >= MAX_SHAPES) {
          this.#inferred.cut = true;
          continue;
        }
        field = emptyShape();
        this.#shapes += 1;
        shape.object.fields.set(key, field);
      }
      this.add(field, tree, child, depth + 1);
    }
  }
}

function addNumber(shape: Shape, written: string): void {
  const value = Number(written);
  if (!Number.isInteger(value)) shape.fractions += 1;
  else if (Number.isSafeInteger(value)) shape.integers += 1;
  else shape.largeIntegers += 1;
}

function addString(shape: Shape, value: string): void {
  const format = stringFormat(value);
  shape.format = shape.strings === 0 || shape.format === format ? format : null;
  shape.strings += 1;
  if (!shape.values) return;
  shape.values.set(value, (shape.values.get(value) ?? 0) + 1);
  if (shape.values.size > MAX_CHOICES || value.length > MAX_CHOICE_CHARS) shape.values = null;
}

/**
 * The strings a place chooses from, or null: a few, each seen twice on average and no two of them a matter of chance, such as an id
 * that happens to be the same.
 */
export function choicesOf(shape: Shape): string[] | null {
  if (!shape.values || shape.format !== null || shape.values.size < 2) return null;
  return shape.strings >= shape.values.size * 2 ? [...shape.values.keys()] : null;
}

function treeOrNull(text: string): Tree | null {
  try {
    const { tree, isWhole } = parseJson(text, MAX_NODES);
    return isWhole ? tree : null;
  } catch {
    return null;
  }
}
