"use client";
import { useCallback, useRef, useState } from "react";
import { showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import { sendTest } from "./send-test.ts";

/** Sends one test request to the bin at a time. `send` never rejects: what went wrong is shown. */
export function useSendTest(bin: Bin | null): { send: () => Promise<void>; isSending: boolean } {
  const [isSending, setSending] = useState(false);
  const sent = useRef(0);
  const send = useCallback(async () => {
    if (!bin || isSending) return;
    setSending(true);
    sent.current += 1;
    try {
      await sendTest(bin.url, sent.current);
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "The test request was not sent.");
    } finally {
      setSending(false);
    }
  }, [bin, isSending]);
  return { send, isSending };
}
