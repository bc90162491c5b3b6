"use client";
import { useEffect, useState } from "react";
import { Tag } from "#components/ui/tag.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { spell } from "#lib/model/sender-attempts.ts";

/** How long a reply took, and which rule gave it, with its step and fault. */
export function AnsweredBy({ bin, reply }: { bin: string; reply: Capture["reply"] }) {
  const { ruleId, step, fault } = reply;
  const [known, setKnown] = useState<{ ruleId: string; name: string } | null>(null);
  // A name belongs to its rule: that of the capture before is not shown meanwhile.
  const name = known?.ruleId === ruleId && known !== null ? known.name : null;
  useEffect(() => {
    if (ruleId === undefined) return;
    let current = true;
    // Most captures are answered by no rule: what names them is fetched for the first that is.
    import("./rule-names.ts")
      .then(({ ruleNames }) => ruleNames(bin))
      .then(
        (names) => current && setKnown({ ruleId, name: names.get(ruleId) ?? "" }),
        // The link works without the name.
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [bin, ruleId]);
  return (
    <>
      {fault === undefined ? null : <Tag tone="bad">fault: {fault}</Tag>}
      <Took reply={reply} />
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

/** Where nothing was sent there is no time; a capture of before times were kept knows of a delay alone. */
function Took({ reply: { status, fault, tookMs, delayMs = 0 } }: { reply: Capture["reply"] }) {
  const ownMs = tookMs === undefined || status === 0 ? null : tookMs - delayMs;
  const title =
    "From the first byte of the message to the reply. It is written down before the reply goes out, so the last of it is an estimate.";
  if (delayMs > 0) {
    return (
      <>
        <Tag>after {spell(delayMs)}</Tag>
        {ownMs === null ? null : (
          <span className="text-faint" title={title}>
            and about {spell(ownMs)}
          </span>
        )}
      </>
    );
  }
  if (ownMs !== null) {
    return (
      <span className="text-faint" title={title}>
        in about {spell(ownMs)}
      </span>
    );
  }
  if (fault !== undefined) return null;
  return (
    <span className="text-faint" title="As soon as it was stored, which takes some milliseconds">
      at once
    </span>
  );
}
