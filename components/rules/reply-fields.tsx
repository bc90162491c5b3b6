"use client";
import { statusText } from "#components/bin/status-text.ts";
import { BodyEditor } from "#components/inspector/windows/body-editor.tsx";
import { HeadersEditor } from "#components/inspector/windows/headers-editor.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { firstValue } from "#lib/http/pairs.ts";
import type { RuleReply, TemplateWarning } from "#lib/model/rule.ts";
import { DelayFields } from "./delay-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { TemplateWarnings } from "./template-warnings.tsx";

export type ReplyFieldsProps = {
  reply: RuleReply;
  onChange: (reply: RuleReply) => void;
  at: (path: string) => string | undefined;
  warnings: readonly TemplateWarning[];
};

/** Status, delay, headers and body of one reply. */
export function ReplyFields({ reply, onChange, at, warnings }: ReplyFieldsProps) {
  const edit = (part: Partial<RuleReply>) => onChange({ ...reply, ...part });
  const type = firstValue(reply.headers, "content-type") ?? "";
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <NumberField
          label="Status"
          value={reply.status}
          onChange={(status) => edit({ status })}
          hint={statusText(reply.status) || "200 to 599"}
          problem={at("status")}
        />
        <DelayFields delay={reply.delayMs} onChange={(delayMs) => edit({ delayMs })} problem={at("delayMs")} />
      </div>
      <HeadersEditor
        headers={reply.headers}
        onChange={(headers) => edit({ headers })}
        problemAt={(place) => at(`headers.${place}`)}
      />
      <BodyEditor
        body={reply.body}
        onChange={(body) => edit({ body })}
        problem={at("body")}
        isJson={/json/i.test(type) && !(reply.templates && reply.body.data.includes("{{"))}
        rows={6}
      />
      <div className="flex flex-col gap-1.5">
        <Switch
          label="Fill in {{ }} from the request"
          checked={reply.templates}
          onChange={(templates) => edit({ templates })}
        />
        {reply.templates ? (
          <p className="text-sm text-faint">
            In header values and the body: <Code>{"{{json.data.id}}"}</Code>, <Code>{"{{headers.x-event}}"}</Code>,{" "}
            <Code>{"{{params.id}}"}</Code>, <Code>{"{{query.page}}"}</Code>, <Code>{"{{now http}}"}</Code>,{" "}
            <Code>{"{{uuid}}"}</Code>, <Code>{'{{body | hmac sha256 "key"}}'}</Code>
          </p>
        ) : null}
      </div>
      <TemplateWarnings warnings={warnings} />
    </div>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded-xs bg-hover px-1 text-xs text-soft">{children}</code>;
}
