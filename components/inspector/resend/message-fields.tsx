"use client";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { firstValue } from "#lib/http/pairs.ts";
import { BodyEditor } from "../windows/body-editor.tsx";
import { HeadersEditor } from "../windows/headers-editor.tsx";
import type { ResendDraft } from "./resend-draft.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** Method, headers and body of what is sent. `ownMethod` is the captured one. */
export function MessageFields({
  draft,
  onChange,
  ownMethod,
  isCut,
  at,
}: {
  draft: ResendDraft;
  onChange: (draft: ResendDraft) => void;
  ownMethod: string;
  isCut: boolean;
  at: (path: string) => string | undefined;
}) {
  const type = firstValue(draft.headers, "content-type") ?? "";
  return (
    <>
      <Select
        label="Method"
        value={draft.method}
        choices={[...new Set([ownMethod, ...METHODS])].map((name) => ({ value: name, label: name }))}
        onChange={(method) => onChange({ ...draft, method })}
        mono
        className="w-40"
      />
      <HeadersEditor
        headers={draft.headers}
        onChange={(headers) => onChange({ ...draft, headers })}
        problemAt={(place) => at(`headers.${place}`)}
      />
      {isCut ? (
        <Notice tone="info">The body is too large to edit here; it is sent as it was captured.</Notice>
      ) : (
        <BodyEditor
          body={draft.body}
          onChange={(body) => onChange({ ...draft, body })}
          problem={at("body")}
          isJson={/json/i.test(type)}
        />
      )}
    </>
  );
}
