import type { toast } from "sonner";

/**
 * Short messages at the edge of the page. What shows them is fetched for the first one; until it is there, messages wait.
 */
type Ask = (show: typeof toast) => void;

const waiting: Ask[] = [];
let shower: typeof toast | null = null;
let onFirst: (() => void) | null = null;

export function showDone(message: string): void {
  ask((show) => show(message));
}

export function showProblem(message: string): void {
  ask((show) => show.error(message, { duration: 8000 }));
}

/**
 * A message with a way back, shown for `durationMs` and for as long as somebody points at it or looks elsewhere. One of the two runs:
 * `onUndo`, or `onOver` when it is gone.
 */
export function showUndo(message: string, durationMs: number, onUndo: () => void, onOver = () => {}): void {
  const action = { label: "Undo", onClick: onUndo };
  ask((show) => show(message, { duration: durationMs, action, onAutoClose: onOver, onDismiss: onOver }));
}

/** For the place where messages appear: `call` runs when there is the first to show. Returns how to stop listening. */
export function whenFirstMessage(call: () => void): () => void {
  onFirst = call;
  if (waiting.length > 0) call();
  return () => {
    onFirst = null;
  };
}

/** For the place where messages appear, once it can show them. */
export function showWaiting(show: typeof toast): void {
  shower = show;
  for (const each of waiting.splice(0)) each(show);
}

function ask(each: Ask): void {
  if (shower) each(shower);
  else {
    waiting.push(each);
    onFirst?.();
  }
}
