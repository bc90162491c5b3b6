"use client";
import { type DependencyList, useCallback, useEffect, useState } from "react";
import { sentenceOf } from "../session/use-session.ts";

export type TaskState<Value> =
  | { kind: "working" }
  | { kind: "done"; value: Value }
  | { kind: "failed"; problem: string };

/** Runs `task` when it is first shown and whenever `inputs` change; `again` repeats it. */
export function useTask<Value>(
  task: (signal: AbortSignal) => Promise<Value>,
  inputs: DependencyList,
): { state: TaskState<Value>; again: () => void } {
  const [state, setState] = useState<TaskState<Value>>({ kind: "working" });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the inputs say when the task is another one
  useEffect(() => {
    void turn;
    const stop = new AbortController();
    setState({ kind: "working" });
    task(stop.signal).then(
      (value) => !stop.signal.aborted && setState({ kind: "done", value }),
      (error) => !stop.signal.aborted && setState({ kind: "failed", problem: sentenceOf(error) }),
    );
    return () => stop.abort();
  }, [...inputs, turn]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  return { state, again };
}
