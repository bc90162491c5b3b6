"use client";
import Download from "lucide-react/icons/download";
import Pilcrow from "lucide-react/icons/pilcrow";
import { use, useMemo, useState } from "react";
import { coverBody, typeIn } from "#components/bin/cover-body.ts";
import { coverHead } from "#components/bin/cover-head.ts";
import { withSecrets } from "#components/bin/cover-value.ts";
import { SecretsButton, SecretsContext } from "#components/bin/secrets-shown.tsx";
import { useOffer } from "#components/palette/on-screen.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { IconButton, IconLink } from "#components/ui/icon-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { revealInvisible } from "#lib/views/invisible.ts";
import { HexView } from "../body/hex-view.tsx";
import { TextView } from "../body/text-view.tsx";
import { rawHref } from "../session/api.ts";
import { usePreferences } from "../use-preferences.ts";
import { rawParts } from "./raw-parts.ts";

/** The literal message: request line, header fields, empty line, body; nothing added, nothing corrected. */
export function RawTab({ bin, capture }: { bin: string; capture: Capture }) {
  const [marks, setMarks] = useState(false);
  useOffer(() => [{ label: marks ? "Hide CR and LF" : "Show CR and LF", run: () => setMarks(!marks) }]);
  const { wrapLines } = usePreferences();
  const { head, isLatin1, body, bytes } = useMemo(() => rawParts(capture), [capture]);
  // What hides in a head misleads: it is written out. Copied, it is as it came.
  const open = useMemo(() => revealInvisible(head) + (body ?? ""), [head, body]);
  const contentType = capture.kind === "malformed" ? typeIn(head) : capture.contentType;
  const covered = useMemo(
    () => revealInvisible(coverHead(head)) + coverBody(body ?? "", contentType),
    [head, body, contentType],
  );
  const hasSecrets = covered !== open;
  const { areShown } = use(SecretsContext);
  const isCut = capture.body.shown < capture.bodyBytes;
  const what =
    body === null
      ? "the request line and the headers"
      : isCut
        ? `the request line, the headers and the first ${formatBytes(capture.body.shown)} of the body`
        : "the whole message";
  return (
    <div className="h-full overflow-y-auto px-gutter pb-8">
      <div>
        <div className="sticky top-0 z-10 flex h-strip items-center gap-1 bg-canvas/95 backdrop-blur-sm">
          <p className="text-sm text-faint">The message as it came off the wire</p>
          <span className="ml-auto flex items-center gap-1">
            {hasSecrets ? <SecretsButton className="size-8" /> : null}
            <IconButton
              label={marks ? "Hide CR and LF" : "Show CR and LF"}
              aria-pressed={marks}
              icon={<Pilcrow aria-hidden className="size-4" />}
              onClick={() => setMarks(!marks)}
            />
            <CopyButton label={withSecrets(`Copy ${what}`, hasSecrets)} text={head + (body ?? "")} />
            <IconLink
              label={withSecrets("Download the whole message", hasSecrets)}
              href={rawHref(bin, capture.seq)}
              download
              icon={<Download aria-hidden className="size-4" />}
            />
          </span>
        </div>
        {isCut ? (
          <Notice tone="info" className="mb-2">
            The body is cut here. The download has all of it.
          </Notice>
        ) : null}
        {isLatin1 ? (
          <Notice tone="info" className="mb-2">
            Some bytes before the body are not UTF-8: there, each byte is shown as one Latin-1 character.
          </Notice>
        ) : null}
        <div className="overflow-hidden rounded-lg border bg-surface">
          <TextView text={areShown ? open : covered} language="plain" wrap={wrapLines} showEnds={marks} />
          {body === null ? (
            <section aria-label="The body, byte by byte" className="border-t">
              <p className="px-3 pt-2.5 text-xs text-faint">
                The body: {formatBytes(bytes.length)} that are not text, byte by byte
              </p>
              <HexView bytes={bytes} />
            </section>
          ) : null}
        </div>
      </div>
    </div>
  );
}
