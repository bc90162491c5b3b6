import { Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { cutText } from "#components/ui/cut-text.ts";
import { formatBytes } from "#components/ui/format.ts";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { RuleTrial, Trial } from "#lib/model/rule-trial.ts";
import { spell } from "#lib/model/sender-attempts.ts";
import { nameOfRule, sayFault } from "./say-rule.ts";

const OUTCOMES: { readonly [O in RuleTrial["outcome"]]: { word: string; tone: Tone } } = {
  answers: { word: "answers", tone: "good" },
  no: { word: "does not fit", tone: "plain" },
  off: { word: "is off", tone: "plain" },
  passes: { word: "sequence is over", tone: "plain" },
  notReached: { word: "fits, but is not asked", tone: "info" },
};

const SHOWN_CHARS = 4000;

/** Who answers, with what, and why nobody else does. */
export function TrialResult({ trial, place, binStatus }: { trial: Trial; place: number; binStatus: number }) {
  const winner = trial.rules.findIndex(({ outcome }) => outcome === "answers");
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm font-medium">
        {winner < 0 ? sayNoRule(trial) : winner === place ? "This rule answers." : null}
        {winner >= 0 && winner !== place
          ? `“${nameOfRule(trial.rules[winner]?.name ?? "", winner + 1)}” answers.`
          : null}
        {trial.percent !== null && trial.percent < 100 ? (
          <span className="font-normal text-soft"> In {trial.percent} of 100 such requests, by chance.</span>
        ) : null}
      </p>
      <GivenReply trial={trial} binStatus={binStatus} />
      <ol className="flex flex-col divide-y rounded-lg border bg-surface text-sm" aria-label="What each rule says">
        {trial.rules.map((rule, index) => {
          const { word, tone } = OUTCOMES[rule.outcome];
          return (
            <li key={rule.id} className="px-3 py-2">
              <div className="flex items-start gap-2">
                <span className="min-w-0 flex-1 font-medium wrap-anywhere">
                  {index === place ? "This rule" : nameOfRule(rule.name, index + 1)}
                </span>
                <Tag tone={tone}>{word}</Tag>
              </div>
              {rule.conditions.length > 0 && rule.outcome !== "off" ? (
                <ul className="mt-1 flex flex-col gap-0.5 text-soft">
                  {rule.conditions.map(({ holds, why }, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: conditions repeat; the place is their identity
                    <li key={at} className="flex gap-1.5 wrap-anywhere">
                      <span aria-hidden className={holds ? "text-good" : "text-bad"}>
                        {holds ? "✓" : "✗"}
                      </span>
                      <span>{why}</span>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function sayNoRule({ looped }: Trial): string {
  return looped
    ? "No rule is asked: Wirebin has sent this request on three times already, and answers 508 to stop it."
    : "The bin's own reply answers.";
}

function GivenReply({ trial: { fault, reply }, binStatus }: { trial: Trial; binStatus: number }) {
  if (!reply) return <StatusLine status={binStatus} />;
  const { status, headers, body, delayMs, stripped } = reply;
  const text = body.encoding === "utf8" ? body.data : `${formatBytes(decodeBytes(body).length)} that are not text`;
  return (
    <div className="overflow-hidden rounded-lg border bg-surface text-sm">
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        {status === 0 ? null : <StatusLine status={status} />}
        {fault ? <Tag tone="bad">{sayFault(fault)}</Tag> : null}
        {delayMs > 0 ? <span className="text-soft">after {spell(delayMs)}</span> : null}
      </div>
      {headers.length > 0 ? (
        <details className="border-t">
          <summary className="inset-focus px-3 py-2 text-soft hover:bg-hover">
            {headers.length === 1 ? "1 header" : `${headers.length} headers`}
          </summary>
          <pre className="verbatim px-3 pb-2 text-xs text-soft">
            {headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
          </pre>
        </details>
      ) : null}
      {text === "" ? null : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          tabIndex={0}
          aria-label="Body of the reply"
          className="inset-focus max-h-60 overflow-y-auto border-t"
        >
          <pre className="verbatim px-3 py-2 text-xs">
            {text.length > SHOWN_CHARS ? `${cutText(text, SHOWN_CHARS)}…` : text}
          </pre>
        </section>
      )}
      {stripped.length > 0 ? (
        <p className="border-t px-3 py-2 text-warn">Left out for safety: {stripped.join(", ")}</p>
      ) : null}
    </div>
  );
}

function StatusLine({ status }: { status: number }) {
  return (
    <span className="inline-flex items-center gap-2 text-sm">
      <Status code={status} />
      <span className="text-soft">{statusText(status)}</span>
    </span>
  );
}
