import { Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { Action, SimpleAction } from "#lib/model/rule.ts";
import { AT_END_WORDS, sayScope, saySimple, statusOf } from "./say-rule.ts";

/** What a rule does, at a glance: a status, a fault, or a row of them. */
export function ActionMark({ action }: { action: Action }) {
  if (action.kind !== "sequence") return <SimpleMark action={action} said />;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm text-soft">
      {action.steps.slice(0, 6).map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps repeat; the place is their identity
        <span key={index} className="inline-flex items-center gap-1">
          {index > 0 ? (
            <span aria-hidden className="mr-0.5 text-faint">
              →
            </span>
          ) : null}
          <SimpleMark action={step.action} said={false} />
          {step.times > 1 ? <span className="figures text-xs">×{step.times}</span> : null}
        </span>
      ))}
      {action.steps.length > 6 ? <span>and {action.steps.length - 6} more</span> : null}
      <span>
        {AT_END_WORDS[action.atEnd]}, {sayScope(action)}
      </span>
    </span>
  );
}

function SimpleMark({ action, said }: { action: SimpleAction; said: boolean }) {
  const status = statusOf(action);
  if (status === null) return <Tag tone="bad">{saySimple(action)}</Tag>;
  const words = [action.kind === "reply" ? statusText(status) : "", saySimple(action)].filter(Boolean).join(", ");
  return (
    <span className="inline-flex items-center gap-1.5 text-sm text-soft">
      <Status code={Number.isNaN(status) ? 0 : status} />
      {said ? words : null}
    </span>
  );
}
