import { mediaType } from "#lib/http/media-type.ts";
import { type Signature, signatureOf } from "./media-signatures.ts";
import type { View, ViewInput, ViewResult } from "./view.ts";

/**
 * Files a browser shows by itself. The type given to the browser is the one the bytes prove, never the one the sender claims: a
 * claimed image that is HTML must not become HTML.
 */
export const image = mediaView("image", "Image", /^image\/(?!svg)/);
export const pdf = mediaView("pdf", "PDF", /^application\/pdf$/);
export const audio = mediaView("audio", "Audio", /^audio\//);
export const video = mediaView("video", "Video", /^video\//);

function mediaView(media: Signature["media"], label: string, declared: RegExp): View {
  return {
    name: media,
    label,
    priority(input) {
      const found = signatureOf(input.bytes);
      const isDeclared = declared.test(mediaType(input.contentType));
      if (fitsMedia(media, found)) return isDeclared ? 96 : found?.media === media ? 80 : 20;
      return isDeclared ? 61 : 0;
    },
    render: (input) => mediaResult(input, media, label),
  };
}

function mediaResult(input: ViewInput, media: Signature["media"], label: string): ViewResult {
  const found = signatureOf(input.bytes);
  if (!found || !fitsMedia(media, found)) throw new Error(`These bytes do not begin like any ${label} this view knows`);
  const claimed = mediaType(input.contentType);
  const isAsClaimed = claimed === "" || claimed === found.mediaType || claimed.startsWith(`${media}/`);
  return {
    kind: "media",
    media,
    mediaType: found.mediaType,
    extension: found.extension,
    warnings: isAsClaimed ? [] : [`The header says ${claimed}; the bytes are ${found.mediaType}`],
  };
}

/** Ogg and MP4 hold sound or pictures; their first bytes do not say which. */
function fitsMedia(media: Signature["media"], found: Signature | null): boolean {
  if (!found) return false;
  const isEither =
    found.mediaType === "audio/ogg" || found.mediaType === "video/mp4" || found.mediaType === "video/webm";
  return found.media === media || (isEither && (media === "audio" || media === "video"));
}
