"use client";
import type { Pairs } from "#lib/http/pairs.ts";
import { HeaderRows } from "./header-rows.tsx";

export type HeadersEditorProps = {
  headers: Pairs;
  onChange: (headers: Pairs) => void;
  /** The problem with one of the headers that are sent, by its place among them. */
  problemAt: (place: number) => string | undefined;
};

/** Headers as pairs. */
export function HeadersEditor({ headers, onChange, problemAt }: HeadersEditorProps) {
  return (
    <HeaderRows
      legend="Headers"
      rows={headers.map(([name, value]) => ({ name, value }))}
      onChange={(rows) => onChange(rows.map(({ name, value }) => [name, value]))}
      blank={{ name: "", value: "" }}
      problemAt={problemAt}
    />
  );
}
