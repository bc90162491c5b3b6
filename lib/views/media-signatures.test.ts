import { expect, test } from "vitest";
import { extensionOf, signatureOf } from "./media-signatures.ts";

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

test.each([
  ["\x89PNG\r\n\x1a\n...", "image/png"],
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["GIF89a", "image/gif"],
  ["RIFF\x01\x02\x03\x04WEBPVP8 ", "image/webp"],
  ["\0\0\0\x1cftypavif", "image/avif"],
  ["\0\0\0\x1cftypisom", "video/mp4"],
  ["\0\0\0\x1cftypM4A ", "audio/mp4"],
  ["RIFF....WAVE", "audio/wav"],
  ["OggS", "audio/ogg"],
  ["%PDF-1.7", "application/pdf"],
])("case %# is %s", (start, type) => {
  expect(signatureOf(bytes(start))?.mediaType).toBe(type);
});

test("a file is named after what its bytes prove", () => {
  const named = ["%PDF-1.7", "\xff\xd8\xff\xe0", "MZ\x90", "<script>", ""].map((start) => extensionOf(bytes(start)));
  expect(named).toEqual(["pdf", "jpg", "bin", "bin", "bin"]);
});

test.each(["", "<svg/>", "GIF8", "BM, the band", "RIFF....JUNK", "PNG"])("%j is nothing known", (start) => {
  expect(signatureOf(bytes(start))).toBeNull();
});
