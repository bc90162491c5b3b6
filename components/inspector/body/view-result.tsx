"use client";
import Download from "lucide-react/icons/download";
import { type ReactNode, useContext, useMemo } from "react";
import { isSecretHeader } from "#components/bin/secret-headers.ts";
import { Button } from "#components/ui/button.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { revealInvisible } from "#lib/views/invisible.ts";
import type { FormField, Part, ViewResult } from "#lib/views/view.ts";
import { PairsTable } from "../detail/pairs-table.tsx";
import { FindSameContext } from "./find-same.ts";
import { saveBytes } from "./save-bytes.ts";
import { TextView } from "./text-view.tsx";
import { TreeView } from "./tree-view.tsx";

const HexView = lazyPart(async () => (await import("./hex-view.tsx")).HexView, { name: "The bytes" });
const MediaView = lazyPart(async () => (await import("./media-view.tsx")).MediaView, { name: "The picture" });
const TableView = lazyPart(async () => (await import("./table-view.tsx")).TableView, { name: "The table" });

export type ViewResultProps = {
  result: ViewResult;
  /** The bytes the result was made from. */
  bytes: Uint8Array<ArrayBuffer>;
  wrap: boolean;
  reveal: boolean;
};

/** Draws what a view made, by its kind; knows no format. */
export function ViewResultPart(props: ViewResultProps) {
  const { warnings } = props.result;
  return (
    <div className="min-w-0">
      {warnings.length > 0 ? (
        <div className="flex flex-col gap-2 p-2">
          {warnings.map((warning) => (
            <Notice key={warning} tone="warn">
              {warning}
            </Notice>
          ))}
        </div>
      ) : null}
      <Drawn {...props} />
    </div>
  );
}

function Drawn({ result, bytes, wrap, reveal }: ViewResultProps): ReactNode {
  switch (result.kind) {
    case "empty":
      return <p className="p-4 text-sm text-faint">Empty</p>;
    case "tree":
      return <TreeView tree={result.tree} />;
    case "text":
      return (
        <TextView text={reveal ? revealInvisible(result.text) : result.text} language={result.language} wrap={wrap} />
      );
    case "pairs":
      return <Fields fields={result.fields} bytes={bytes} wrap={wrap} reveal={reveal} />;
    case "parts":
      return (
        <ol className="flex flex-col gap-3 p-3">
          {result.parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts may share every name; their place tells them apart
            <PartCard key={index} part={part} bytes={bytes} wrap={wrap} reveal={reveal} />
          ))}
        </ol>
      );
    case "sections":
      return result.sections.map((section, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections never move
        <section key={index} aria-label={section.title} className="border-b last:border-b-0">
          <h4 className="px-3 pt-2.5 text-xs font-medium text-faint">{section.title}</h4>
          <ViewResultPart result={section.view} bytes={bytes} wrap={wrap} reveal={reveal} />
        </section>
      ));
    case "table":
      return <TableView rows={result.rows} />;
    case "media":
      return <MediaView bytes={bytes} media={result.media} mediaType={result.mediaType} />;
    case "hex":
      return <HexView bytes={bytes} />;
  }
}

type Shared = Omit<ViewResultProps, "result">;

function Fields({ fields, ...shared }: { fields: FormField[] } & Shared) {
  const { inForm } = useContext(FindSameContext);
  const nested = fields.filter((field) => field.nested !== null);
  return (
    <div className="flex flex-col gap-3 p-2">
      <PairsTable
        label="Fields"
        pairs={fields.map(({ name, value }): [string, string] => [name, value])}
        filterFor={inForm}
      />
      {nested.map((field, index) =>
        field.nested === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: fields repeat and never move
          <section key={index} aria-label={`Inside ${field.name}`} className="rounded-lg border bg-surface">
            <h4 className="border-b px-3 py-1.5 text-xs text-faint">
              Inside <span className="mono text-soft">{field.name}</span>
            </h4>
            <ViewResultPart result={field.nested} {...shared} />
          </section>
        ),
      )}
    </div>
  );
}

function PartCard({ part, bytes, ...shared }: { part: Part } & Shared) {
  // The same bytes at every drawing: a picture made of others would load anew.
  const own = useMemo(() => bytes.subarray(part.start, part.end), [bytes, part]);
  return (
    <li className="min-w-0 overflow-clip rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5">
        <span className="clipped max-w-full text-sm font-medium">{part.name ?? "no name"}</span>
        {part.fileName === null ? null : <span className="clipped max-w-full text-sm text-soft">{part.fileName}</span>}
        <span className="figures text-xs text-faint">
          {[part.contentType ?? "", formatBytes(own.length)].filter(Boolean).join(" · ")}
        </span>
        <Button
          size="sm"
          look="ghost"
          className="ml-auto"
          icon={<Download aria-hidden className="size-3.5" />}
          onClick={() => saveBytes(own, part.safeName)}
        >
          Download
        </Button>
      </div>
      {part.headers.length > 0 ? (
        <details className="border-b px-3 py-1.5 text-sm">
          <summary className="text-xs text-faint hover:text-ink">
            {part.headers.length === 1 ? "1 header" : `${part.headers.length} headers`}
          </summary>
          <div className="pt-2">
            <PairsTable label="Headers of this part" pairs={part.headers} isSecret={isSecretHeader} />
          </div>
        </details>
      ) : null}
      {part.nested === null ? <HexView bytes={own} /> : <ViewResultPart result={part.nested} bytes={own} {...shared} />}
    </li>
  );
}
