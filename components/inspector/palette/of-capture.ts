import { sayStatus } from "#components/bin/status-text.ts";
import { action, type PaletteAction } from "#components/palette/palette-group.ts";
import { shownTarget } from "#lib/http/target.ts";
import { copyAs } from "../copy-as.ts";
import { copyPageLink } from "../copy-links.ts";
import { COPY_TARGETS } from "../copy-targets.ts";
import { contentTypeTerm } from "../filter/terms-of.ts";
import { bodyHref, rawHref } from "../session/api.ts";
import { ofPieces } from "./of-pieces.ts";
import { keyed, type PaletteContext } from "./palette-action.ts";

/** What can be done with the capture that is shown. */
export function ofCapture({ bin, summary, capture, run, filterBy, openOnShown }: PaletteContext): PaletteAction[] {
  if (!summary) return [];
  const { seq, method, target, replyStatus, remoteIp, contentType } = summary;
  const path = shownTarget(bin.id, target).replace(/\?.*$/s, "");
  return [
    keyed(run, "Resend", "resend"),
    keyed(run, "Copy as curl", "copyCurl"),
    keyed(run, "Copy the URL", "copyUrl"),
    keyed(run, "Pin, unpin", "pin"),
    keyed(run, "Write a note", "note"),
    keyed(run, "Compare with the previous", "compare"),
    action("Types from this body", () => openOnShown("types")),
    ...(capture?.seq === seq ? ofPieces(bin, capture) : []),
    action("Copy a link to this page", () => copyPageLink(bin.id, seq)),
    action("Download body", () => download(bodyHref(bin.id, seq))),
    action("Download whole message", () => download(rawHref(bin.id, seq))),
    action("Filter by this path", () => filterBy("path", path)),
    action(`Filter by method ${method.slice(0, 12)}`, () => filterBy("method", method)),
    action("Filter by this sender", () => filterBy("from", remoteIp)),
    ...(contentType?.trim()
      ? [action("Filter by this content type", () => filterBy(...contentTypeTerm(contentType)))]
      : []),
    action(`Filter by ${sayStatus(replyStatus)}`, () => filterBy("status", String(replyStatus))),
    ...COPY_TARGETS.filter(({ name }) => name !== "curl").map(({ name, label }) =>
      action(`Copy as ${label}`, () => copyAs(bin, seq, name)),
    ),
    keyed(run, "Delete the capture", "remove"),
  ];
}

function download(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
