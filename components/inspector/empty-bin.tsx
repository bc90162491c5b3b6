"use client";
import Send from "lucide-react/icons/send";
import { tryCommand } from "#components/bin/address.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { Bin } from "#lib/model/bin.ts";

/** What a new bin shows: one thing to paste, one button to press, and that somebody is waiting. */
export function EmptyBin({ bin, onSendTest, sending }: { bin: Bin; onSendTest: () => void; sending: boolean }) {
  const command = tryCommand(bin.url);
  return (
    <section aria-labelledby="empty-title" className="grid flex-1 place-items-center overflow-y-auto p-6 sm:p-10">
      <div className="flex w-full max-w-2xl flex-col items-center gap-6 text-center">
        <Waiting />
        <div>
          <h2 id="empty-title" className="text-2xl font-semibold tracking-tight text-balance">
            Waiting for the first request
          </h2>
          <p className="mx-auto mt-2 max-w-md text-base text-soft text-pretty">
            Send anything to this bin's address and it appears here at once. Any method, any path below it, any body.
          </p>
        </div>
        <div className="w-full rounded-lg border bg-surface text-left shadow-low">
          <div className="flex items-center justify-between border-b py-1 pr-1.5 pl-4">
            <span className="text-xs font-medium text-faint">Paste into a terminal</span>
            <CopyButton text={command} label="Copy the curl command" size="sm" look="ghost">
              Copy
            </CopyButton>
          </div>
          <pre className="verbatim p-4 text-sm leading-6">
            <span className="text-faint select-none">$ </span>
            {command}
          </pre>
        </div>
        <div className="flex flex-wrap items-center justify-center gap-3">
          <Button
            look="primary"
            size="lg"
            onClick={onSendTest}
            busy={sending}
            icon={<Send aria-hidden className="size-4" />}
          >
            Send a test request
          </Button>
        </div>
      </div>
    </section>
  );
}

/** The wire, and something travelling along it. */
function Waiting() {
  return (
    <svg viewBox="0 0 240 56" fill="none" aria-hidden="true" className="w-56 text-line-strong">
      <path
        d="M4 20h52v18a10 10 0 0 0 10 10h18a10 10 0 0 0 10-10V18a10 10 0 0 1 10-10h32a10 10 0 0 1 10 10v20a10 10 0 0 0 10 10h18a10 10 0 0 0 10-10V20h52"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="M4 20h52v18a10 10 0 0 0 10 10h18a10 10 0 0 0 10-10V18a10 10 0 0 1 10-10h32a10 10 0 0 1 10 10v20a10 10 0 0 0 10 10h18a10 10 0 0 0 10-10V20h52"
        pathLength={100}
        strokeDasharray="7 93"
        strokeWidth="3"
        strokeLinecap="round"
        className="animate-travel stroke-accent"
      />
    </svg>
  );
}
