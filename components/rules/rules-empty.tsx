"use client";
import Handshake from "lucide-react/icons/handshake";
import Repeat2 from "lucide-react/icons/repeat-2";
import SquarePen from "lucide-react/icons/square-pen";
import type { ReactNode } from "react";
import { Status } from "#components/bin/marks.tsx";
import { Button } from "#components/ui/button.tsx";

export type RulesEmptyProps = { onFailTwice: () => void; busy: boolean; onPresets: () => void; onBlank: () => void };

/** What rules are for, each one click away. */
export function RulesEmpty({ onFailTwice, busy, onPresets, onBlank }: RulesEmptyProps) {
  return (
    <section aria-labelledby="no-rules" className="flex flex-col gap-6">
      <div className="max-w-xl">
        <h2 id="no-rules" className="text-xl font-semibold tracking-tight text-balance">
          Does your sender really try again?
        </h2>
        <p className="mt-2 text-base text-soft text-pretty">
          Every request gets the bin's own reply so far. A rule answers some of them differently: by path, header or a
          value in the JSON, with an error, a delay or a broken connection.
        </p>
      </div>
      <div className="rounded-xl border bg-surface p-5 shadow-low">
        <div className="flex flex-wrap items-center justify-between gap-4">
          <div className="min-w-0">
            <p className="flex items-center gap-2 text-base font-semibold">
              <Repeat2 aria-hidden className="size-4 text-accent" />
              Fail twice, then succeed
            </p>
            <p className="mt-1 text-sm text-soft">
              Each path answers 503 with Retry-After twice, and 200 from then on. Watch when the sender comes back.
            </p>
            <p className="mt-3 flex items-center gap-1.5 text-sm text-faint">
              <Status code={503} /> <span aria-hidden>→</span> <Status code={503} /> <span aria-hidden>→</span>{" "}
              <Status code={200} />
            </p>
          </div>
          <Button look="primary" busy={busy} data-add-to="rules" onClick={onFailTwice}>
            Add this rule
          </Button>
        </div>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Way
          icon={<Handshake aria-hidden className="size-4 text-accent" />}
          title="Pass a provider's check"
          action="Choose a provider"
          onClick={onPresets}
        >
          Slack, Meta, Zoom, Microsoft Graph and others send a challenge before their first event. Answer it rightly.
        </Way>
        <Way
          icon={<SquarePen aria-hidden className="size-4 text-accent" />}
          title="Write your own"
          action="Start a blank rule"
          onClick={onBlank}
        >
          Choose what to look at and what to answer, and try it against a capture before saving.
        </Way>
      </div>
    </section>
  );
}

type WayProps = { icon: ReactNode; title: string; action: string; onClick: () => void; children: ReactNode };

function Way({ icon, title, action, onClick, children }: WayProps) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-xl border bg-surface p-5 shadow-low">
      <div className="flex-1">
        <p className="flex items-center gap-2 text-base font-semibold">
          {icon}
          {title}
        </p>
        <p className="mt-1 text-sm text-soft">{children}</p>
      </div>
      <Button onClick={onClick}>{action}</Button>
    </div>
  );
}
