/** What the first bytes say a file is. Only formats a browser shows without running anything; SVG is text (see markup.ts). */
export type Signature = {
  media: "image" | "audio" | "video" | "pdf";
  mediaType: string;
  extension: string;
};

type Rule = Signature & { at: number; bytes: string };

/** `bytes` as latin1; "?" fits any byte. */
const RULES: Rule[] = [
  rule("image", "image/png", "png", "\x89PNG\r\n\x1a\n"),
  rule("image", "image/jpeg", "jpg", "\xff\xd8\xff"),
  rule("image", "image/gif", "gif", "GIF87a"),
  rule("image", "image/gif", "gif", "GIF89a"),
  rule("image", "image/webp", "webp", "RIFF????WEBP"),
  rule("image", "image/avif", "avif", "ftypavif", 4),
  rule("image", "image/avif", "avif", "ftypavis", 4),
  rule("image", "image/bmp", "bmp", "BM????\0\0\0\0"),
  rule("image", "image/x-icon", "ico", "\0\0\x01\0"),
  rule("pdf", "application/pdf", "pdf", "%PDF-"),
  rule("audio", "audio/wav", "wav", "RIFF????WAVE"),
  rule("audio", "audio/flac", "flac", "fLaC"),
  rule("audio", "audio/mpeg", "mp3", "ID3"),
  rule("audio", "audio/mpeg", "mp3", "\xff\xfb"),
  rule("audio", "audio/mpeg", "mp3", "\xff\xf3"),
  rule("audio", "audio/aac", "aac", "\xff\xf1"),
  rule("audio", "audio/mp4", "m4a", "ftypM4A ", 4),
  rule("audio", "audio/ogg", "ogg", "OggS"),
  rule("video", "video/mp4", "mp4", "ftyp", 4),
  rule("video", "video/webm", "webm", "\x1aE\xdf\xa3"),
];

/** The first fitting signature, or null. */
export function signatureOf(bytes: Uint8Array): Signature | null {
  const found = RULES.find((candidate) => fits(bytes, candidate));
  return found ? { media: found.media, mediaType: found.mediaType, extension: found.extension } : null;
}

/** What the name of a file with these bytes ends with: `pdf`, `png` …, or `bin` where they prove nothing. */
export function extensionOf(bytes: Uint8Array): string {
  return signatureOf(bytes)?.extension ?? "bin";
}

function rule(media: Signature["media"], mediaType: string, extension: string, bytes: string, at = 0): Rule {
  return { media, mediaType, extension, bytes, at };
}

function fits(bytes: Uint8Array, { bytes: wanted, at }: Rule): boolean {
  if (bytes.length < at + wanted.length) return false;
  for (let i = 0; i < wanted.length; i += 1) {
    if (wanted[i] !== "?" && bytes[at + i] !== wanted.charCodeAt(i)) return false;
  }
  return true;
}
