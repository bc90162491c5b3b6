"use client";
import { useEffect, useState } from "react";
import { ApiProblem } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import type { Replay } from "#lib/model/replay.ts";
import { deliveriesApi } from "./deliveries-api.ts";

/** Between two looks at one that runs; a window has no live events of its own. */
const LOOK_MS = 400;

export type FollowedReplay = { replay: Replay | null; problem: string | null; follow: (replay: Replay) => void };

/** A replay that was begun here, followed until it has ended. */
export function useReplay(bin: string): FollowedReplay {
  const [replay, setReplay] = useState<Replay | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [look, setLook] = useState(0);
  const id = replay?.id;
  const isRunning = replay?.state === "running";

  useEffect(() => {
    void look;
    if (id === undefined || !isRunning) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      deliveriesApi
        .getReplay(bin, id, stop.signal)
        .then(
          (now) => {
            setReplay(now);
            setProblem(null);
          },
          (error) => {
            if (stop.signal.aborted) return;
            setProblem(error instanceof ApiProblem && error.status === 404 ? "It was taken away." : sentenceOf(error));
          },
        )
        .finally(() => {
          if (!stop.signal.aborted) setLook((count) => count + 1);
        });
    }, LOOK_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [bin, id, isRunning, look]);

  return { replay, problem, follow: setReplay };
}
