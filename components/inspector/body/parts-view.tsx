"use client";
import Download from "lucide-react/icons/download";
import { useMemo } from "react";
import { coverHeader, hasSecrets, withSecrets } from "#components/bin/cover-value.ts";
import { isSecretName } from "#components/bin/secret-names.ts";
import { useCover } from "#components/bin/use-cover.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cutText } from "#components/ui/cut-text.ts";
import { formatBytes } from "#components/ui/format.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { Part } from "#lib/views/view.ts";
import { PairsTable } from "../detail/pairs-table.tsx";
import { saveBytes } from "./save-bytes.ts";
import { ViewResultPart, type ViewResultProps } from "./view-result.tsx";

const HexView = lazyPart(async () => (await import("./hex-view.tsx")).HexView, { name: "The bytes" });

type Shared = Omit<ViewResultProps, "result">;

/** The parts of a multipart body, each read as what it is. */
export function PartsView({ parts, ...shared }: { parts: Part[] } & Shared) {
  return (
    <ol className="flex flex-col gap-3 p-3">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts may share every name; their place tells them apart
        <PartCard key={index} part={part} {...shared} />
      ))}
    </ol>
  );
}

function PartCard({ part, bytes, ...shared }: { part: Part } & Shared) {
  // The same bytes at every drawing: a picture made of others would load anew.
  const own = useMemo(() => bytes.subarray(part.start, part.end), [bytes, part]);
  const { name } = part;
  const { isCovered, shown, eye } = useCover(name ?? "", name !== null && isSecretName(name));
  return (
    <li className="group/part min-w-0 overflow-clip rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5">
        <span className="flex max-w-full min-w-0 items-center gap-1">
          <span className="clipped text-sm font-medium">{name ?? "no name"}</span>
          {name === null ? null : <CopyOfPart text={name} label={`Copy the name ${cutText(name, 80)}`} />}
          {eye}
        </span>
        {part.fileName === null ? null : (
          <span className="flex max-w-full min-w-0 items-center gap-1">
            <span className="clipped text-sm text-soft">{part.fileName}</span>
            <CopyOfPart text={part.fileName} label={`Copy the file name ${cutText(part.fileName, 80)}`} />
          </span>
        )}
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
          <div className="flex flex-col items-end gap-1 pt-1">
            <CopyButton
              size="sm"
              label={withSecrets("Copy all headers of this part", hasSecrets(part.headers, coverHeader))}
              text={() => part.headers.map(([header, value]) => `${header}: ${value}`).join("\n")}
            />
            <div className="w-full">
              <PairsTable label="Headers of this part" pairs={part.headers} cover={coverHeader} />
            </div>
          </div>
        </details>
      ) : null}
      {isCovered ? (
        <p className="verbatim p-3 text-sm text-soft">{shown("")}</p>
      ) : part.nested === null ? (
        <HexView bytes={own} />
      ) : (
        <ViewResultPart result={part.nested} bytes={own} {...shared} />
      )}
    </li>
  );
}

function CopyOfPart(props: { text: string; label: string }) {
  return (
    <CopyButton
      {...props}
      size="sm"
      className="-my-0.5 opacity-0 group-hover/part:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    />
  );
}
