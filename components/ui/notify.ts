import { toast } from "sonner";

/** Short messages at the edge of the page. */
export function showDone(message: string): void {
  toast(message);
}

export function showProblem(message: string): void {
  toast.error(message, { duration: 8000 });
}

/** A message with a way back, shown for `durationMs`. `onUndo` runs at most once. */
export function showUndo(message: string, durationMs: number, onUndo: () => void): void {
  toast(message, { duration: durationMs, action: { label: "Undo", onClick: onUndo } });
}
