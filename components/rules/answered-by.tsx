"use client";
import { useEffect, useState } from "react";
import { Tag } from "#components/ui/tag.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { spell } from "#lib/model/sender-attempts.ts";
import { rulesApi } from "./rules-api.ts";
import { nameOfRule } from "./say-rule.ts";

/** Which rule gave a reply, with its step, wait and fault; nothing for the bin's own plain reply. */
export function AnsweredBy({ bin, reply }: { bin: string; reply: Capture["reply"] }) {
  const { ruleId, step, fault, delayMs } = reply;
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    if (ruleId === undefined) return;
    const stop = new AbortController();
    rulesApi.list(bin, stop.signal).then(
      ({ rules }) => {
        const place = rules.findIndex(({ id }) => id === ruleId);
        setName(place < 0 ? "" : nameOfRule(rules[place]?.name ?? "", place + 1));
      },
      // The link works without the name.
      () => undefined,
    );
    return () => stop.abort();
  }, [bin, ruleId]);
  return (
    <>
      {fault === undefined ? null : <Tag tone="bad">fault: {fault}</Tag>}
      {delayMs ? <Tag>after {spell(delayMs)}</Tag> : null}
      {step === undefined ? null : <Tag>step {step}</Tag>}
      {ruleId === undefined ? null : name === "" ? (
        <span className="text-faint">by a rule that is no longer here</span>
      ) : (
        <span className="text-faint">
          by{" "}
          <a href={`/bins/${bin}/rules#rule-${ruleId}`} className="rounded-sm text-accent underline wrap-anywhere">
            {name ?? "a rule"}
          </a>
        </span>
      )}
    </>
  );
}
