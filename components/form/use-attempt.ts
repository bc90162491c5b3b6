"use client";
import { useState } from "react";
import { ApiProblem } from "#components/inspector/session/api.ts";
import { problemUnder, sentenceFor } from "./problem-under.ts";

export type Attempt = {
  busy: boolean;
  /** What went wrong the last time, as a whole; "" when nothing did. */
  sentence: string;
  /** What is wrong with the field `path` or anything inside it. */
  at: (path: string) => string | undefined;
  /** Does what the form is for, one at a time. What it throws is shown. */
  run: (work: () => Promise<void>) => Promise<void>;
};

/** What a form does, and what was said against it. */
export function useAttempt(): Attempt {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [sentence, setSentence] = useState("");
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>) => {
    if (busy) return;
    setProblem(null);
    setSentence("");
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiProblem) setProblem(error);
      setSentence(sentenceFor(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, sentence, at: (path) => problemUnder(problem, path), run };
}
