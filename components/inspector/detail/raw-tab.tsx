"use client";
import Download from "lucide-react/icons/download";
import Pilcrow from "lucide-react/icons/pilcrow";
import { useMemo, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton, IconLink } from "#components/ui/icon-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { rawMessage } from "#lib/export/raw-message.ts";
import { decodeBytes, utf8OrNull } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import { HexView } from "../body/hex-view.tsx";
import { TextView } from "../body/text-view.tsx";
import { usePreferences } from "../preferences.ts";
import { rawHref } from "../session/api.ts";

/** The literal message: request line, header fields, empty line, body; nothing added, nothing corrected. */
export function RawTab({ bin, capture }: { bin: string; capture: Capture }) {
  const [marks, setMarks] = useState(false);
  const { wrapLines } = usePreferences();
  const bytes = useMemo(() => messageBytes(capture), [capture]);
  const text = useMemo(() => utf8OrNull(bytes), [bytes]);
  const isCut = capture.body.shown < capture.bodyBytes;
  return (
    <div className="h-full overflow-y-auto px-4 pb-8 max-sm:px-3">
      <div>
        <div className="sticky top-0 z-10 flex h-11 items-center gap-1 bg-canvas/95 backdrop-blur-sm">
          <p className="text-sm text-faint">The message as it came off the wire</p>
          <span className="ml-auto flex items-center gap-1">
            {text === null ? null : (
              <>
                <IconButton
                  label={marks ? "Hide CR and LF" : "Show CR and LF"}
                  aria-pressed={marks}
                  icon={<Pilcrow aria-hidden className="size-4" />}
                  onClick={() => setMarks(!marks)}
                />
                <CopyButton label="Copy the whole message" text={text} />
              </>
            )}
            <IconLink
              label="Download the whole message"
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
        {text === null ? (
          <Notice tone="info" className="mb-2">
            Some bytes are not UTF-8 text, so the message is shown byte by byte.
          </Notice>
        ) : null}
        <div className="overflow-hidden rounded-lg border bg-surface">
          {text === null ? (
            <HexView bytes={bytes} />
          ) : (
            <TextView text={text} language="plain" wrap={wrapLines} showEnds={marks} />
          )}
        </div>
      </div>
    </div>
  );
}

function messageBytes(capture: Capture): Uint8Array<ArrayBuffer> {
  const body = decodeBytes({ encoding: capture.body.encoding, data: capture.body.data });
  // A malformed message is kept as the bytes that came: there is no request line to write.
  if (capture.kind === "malformed") return body;
  const { method, target, httpVersion, headers } = capture;
  return rawMessage({ method, target, httpVersion, headers, body });
}
