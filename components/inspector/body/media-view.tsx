"use client";
import { useEffect, useState } from "react";
import { formatBytes } from "#components/ui/format.ts";

/** Drawn by the browser from the bytes, in elements that run nothing. A picture that claims to be one and is none says so. */
export function MediaView({
  bytes,
  media,
  mediaType,
}: {
  bytes: Uint8Array<ArrayBuffer>;
  media: "image" | "audio" | "video" | "pdf";
  mediaType: string;
}) {
  const [url, setUrl] = useState<string | null>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    setUrl(made);
    setBroken(false);
    setSize(null);
    return () => URL.revokeObjectURL(made);
  }, [bytes, mediaType]);
  if (media === "pdf") return <p className="p-4 text-sm text-soft">A PDF document. Download it to read it.</p>;
  if (url === null) return null;
  if (broken)
    return (
      <p className="p-4 text-sm text-soft">
        The browser cannot show this as {mediaType}. The hex view shows the bytes.
      </p>
    );
  const caption = [mediaType, size ? `${size.width} × ${size.height}` : "", formatBytes(bytes.length)]
    .filter(Boolean)
    .join(" · ");
  return (
    <figure className="flex flex-col items-center gap-3 p-4">
      {media === "image" ? (
        // biome-ignore lint/performance/noImgElement: the picture is made of bytes already here
        <img
          src={url}
          alt="Body of this capture"
          onLoad={(event) =>
            setSize({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })
          }
          onError={() => setBroken(true)}
          className="max-h-[32rem] max-w-full rounded-md border bg-[repeating-conic-gradient(var(--color-hover)_0_25%,var(--color-surface)_0_50%)] bg-size-[1rem_1rem] object-contain"
        />
      ) : null}
      {/* biome-ignore lint/a11y/useMediaCaption: captured sound has no captions */}
      {media === "audio" ? <audio controls src={url} onError={() => setBroken(true)} className="w-full" /> : null}
      {media === "video" ? (
        // biome-ignore lint/a11y/useMediaCaption: captured video has no captions
        <video
          controls
          src={url}
          onLoadedMetadata={({ currentTarget: { videoWidth: width, videoHeight: height } }) =>
            // Sound alone has no picture.
            setSize(width > 0 ? { width, height } : null)
          }
          onError={() => setBroken(true)}
          className="max-h-[32rem] max-w-full"
        />
      ) : null}
      <figcaption className="figures text-xs text-faint">{caption}</figcaption>
    </figure>
  );
}
