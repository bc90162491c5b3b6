import { copyText } from "./copy-text.ts";
import { showDone, showProblem } from "./notify.ts";

/** Copies, then says `done`, or that the browser did not let us. Rejects only as a promised `text` does. */
export async function copyAnd(text: string | Promise<string>, done: string): Promise<void> {
  if (await copyText(text)) showDone(done);
  else showProblem("The browser did not allow copying.");
}
