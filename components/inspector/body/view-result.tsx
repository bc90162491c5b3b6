"use client";
import type { ReactNode } from "react";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { revealInvisible } from "#lib/views/invisible.ts";
import type { ViewResult } from "#lib/views/view.ts";
import { TreeView } from "./tree-view.tsx";

const TextView = lazyPart(async () => (await import("./text-view.tsx")).TextView, { name: "The text" });
const HexView = lazyPart(async () => (await import("./hex-view.tsx")).HexView, { name: "The bytes" });
const MediaView = lazyPart(async () => (await import("./media-view.tsx")).MediaView, { name: "The picture" });
const FieldsView = lazyPart(async () => (await import("./fields-view.tsx")).FieldsView, { name: "The form" });
const PartsView = lazyPart(async () => (await import("./parts-view.tsx")).PartsView, { name: "The parts" });
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
      return <FieldsView fields={result.fields} bytes={bytes} wrap={wrap} reveal={reveal} />;
    case "parts":
      return <PartsView parts={result.parts} bytes={bytes} wrap={wrap} reveal={reveal} />;
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
