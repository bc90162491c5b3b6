import { cbor } from "./cbor.ts";
import { csv } from "./csv.ts";
import { isReadable } from "./decode-text.ts";
import { form } from "./form.ts";
import { graphql } from "./graphql.ts";
import { hex } from "./hex.ts";
import { json, jsonText } from "./json.ts";
import { jwt } from "./jwt.ts";
import { html, xml } from "./markup.ts";
import { audio, image, pdf, video } from "./media.ts";
import { msgpack } from "./msgpack.ts";
import { multipart } from "./multipart.ts";
import { ndjson } from "./ndjson.ts";
import { JsonProblem } from "./parse-json.ts";
import { protobuf } from "./protobuf.ts";
import { text } from "./text.ts";
import {
  DEFAULT_LIMITS,
  type View,
  type ViewContext,
  type ViewInput,
  type ViewLimits,
  type ViewResult,
} from "./view.ts";

/** Every view. Among equals the earlier one is chosen. */
export const VIEWS: readonly View[] = [
  json,
  jsonText,
  graphql,
  ndjson,
  form,
  multipart,
  html,
  xml,
  csv,
  jwt,
  image,
  pdf,
  video,
  audio,
  msgpack,
  cbor,
  protobuf,
  text,
  hex,
];

export type ViewChoice = { name: string; label: string };

export type Rendered = {
  /** The view that made `result`. */
  view: string;
  result: ViewResult;
  /** What may be chosen by hand, the best first. */
  choices: ViewChoice[];
  /** Why another view than `view` could not show the bytes, or why the view chosen by hand could not; null when all is well. */
  problem: string | null;
};

/** The views that can be tried on these bytes, the best first; hex is always among them. */
export function viewChoices(input: ViewInput): ViewChoice[] {
  return ranked(input).map(choiceOf);
}

/**
 * Shows the bytes with the best view, or with the one named. A best view that fails gives way to text, or to hex for what is no text,
 * and `problem` says why; a named one that fails leaves an empty result and its reason, because somebody asked for it. Never throws.
 */
export function renderView(
  input: ViewInput,
  options: { view?: string | undefined; limits?: ViewLimits } = {},
): Rendered {
  const context = contextOf(options.limits ?? DEFAULT_LIMITS, 0);
  const views = ranked(input);
  const choices = views.map(choiceOf);
  if (options.view !== undefined) {
    const view = VIEWS.find(({ name }) => name === options.view);
    if (!view) return { view: options.view, result: EMPTY, choices, problem: "There is no such view" };
    const outcome = attempt(view, input, context);
    if (typeof outcome !== "string") return { view: view.name, result: outcome, choices, problem: null };
    return { view: view.name, result: EMPTY, choices, problem: `${view.label}: ${outcome}` };
  }
  if (input.bytes.length === 0) return { view: "empty", result: EMPTY, choices: [], problem: null };
  return { ...automatic(input, context, views), choices };
}

const EMPTY: ViewResult = { kind: "empty", warnings: [] };

function choiceOf({ name, label }: View): ViewChoice {
  return { name, label };
}

function automatic(input: ViewInput, context: ViewContext, views = ranked(input)): Omit<Rendered, "choices"> {
  const best = views[0] ?? hex;
  const outcome = attempt(best, input, context);
  if (typeof outcome !== "string") return { view: best.name, result: outcome, problem: null };
  const plain = isReadable(input) ? text : hex;
  return { view: plain.name, result: plain.render(input, context), problem: `Not shown as ${best.label}: ${outcome}` };
}

function contextOf(limits: ViewLimits, depth: number): ViewContext {
  return {
    limits,
    nested(input) {
      if (depth >= limits.maxNesting) return null;
      if (input.bytes.length === 0) return EMPTY;
      const { result, problem } = automatic(input, contextOf(limits, depth + 1));
      return problem === null ? result : { ...result, warnings: [problem, ...result.warnings] };
    },
  };
}

function ranked(input: ViewInput): View[] {
  return VIEWS.map((view) => ({ view, priority: view.priority(input) }))
    .filter(({ priority }) => priority > 0)
    .sort((one, other) => other.priority - one.priority)
    .map(({ view }) => view);
}

/** The result, or why there is none. */
function attempt(view: View, input: ViewInput, context: ViewContext): ViewResult | string {
  try {
    return view.render(input, context);
  } catch (error) {
    if (input.isCut && !(error instanceof JsonProblem && !error.isAtEnd)) {
      return "only the first part of it is here.";
    }
    return error instanceof Error && error.message !== "" ? error.message : "this view failed";
  }
}
