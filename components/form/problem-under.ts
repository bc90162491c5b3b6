import { ApiProblem } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";

/** The first problem with the field `path` or anything inside it, or undefined. */
export function problemUnder(problem: ApiProblem | null, path: string): string | undefined {
  return problem?.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.message;
}

/** What a form says as a whole: when fields are marked, their own words are enough. */
export function sentenceFor(error: unknown): string {
  return error instanceof ApiProblem && error.fields.length > 0 ? "Some fields need another value." : sentenceOf(error);
}

/** What the page finds wrong itself, as the server would say it. */
export function invalidInput(problems: ApiProblem["fields"]): ApiProblem {
  return new ApiProblem(422, "invalid_input", "", problems);
}
