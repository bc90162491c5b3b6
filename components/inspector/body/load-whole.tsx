"use client";
import { useState } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { api } from "../session/api.ts";
import { sentenceOf } from "../session/use-session.ts";

/** Of a long body the beginning came with its capture; this brings the rest. */
export function LoadWhole({
  bin,
  capture,
  onLoaded,
}: {
  bin: string;
  capture: Capture;
  onLoaded: (bytes: Uint8Array<ArrayBuffer>) => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const load = async () => {
    setBusy(true);
    setProblem("");
    try {
      onLoaded(await api.getBody(bin, capture.seq));
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  useOffer(() => [{ label: "Load all of the body", run: load }]);
  return (
    <Notice
      tone="info"
      action={
        <Button size="sm" busy={busy} onClick={load}>
          Load all
        </Button>
      }
    >
      The first {formatBytes(capture.body.shown)} of {formatBytes(capture.bodyBytes)} are shown. {problem}
    </Notice>
  );
}
