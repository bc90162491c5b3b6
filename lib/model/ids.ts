import { createHash, randomBytes } from "node:crypto";

/** Ids and keys, made from the system's random source. Server only. */

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** A bin's address: 20 characters of lower-case base32 (RFC 4648 alphabet), 100 random bits, safe as a DNS label. */
export function newBinId(): string {
  let id = "";
  for (const byte of randomBytes(20)) id += BASE32[byte & 31];
  return id;
}

/** A bin's key or a session's token: 256 random bits as base64url (43 characters). */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** How secrets are kept: SHA-256. They carry 256 random bits, so no slow hash is needed. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const pool = new Uint8Array(4096);
let used = pool.length;

/** A UUIDv7 (RFC 9562 section 5.7) for the moment `now` (milliseconds). Random bytes are drawn 400 ids at a time. */
export function newUuid(now: number = Date.now()): string {
  if (used + 10 > pool.length) {
    pool.set(randomBytes(pool.length));
    used = 0;
  }
  const at = used;
  used += 10;
  const time = now.toString(16).padStart(12, "0");
  const byte = (index: number) => HEX[pool[at + index] ?? 0] as string;
  const version = ((pool[at] ?? 0) & 0x0f) | 0x70;
  const variant = ((pool[at + 2] ?? 0) & 0x3f) | 0x80;
  return `${time.slice(0, 8)}-${time.slice(8)}-${HEX[version]}${byte(1)}-${HEX[variant]}${byte(3)}-${byte(4)}${byte(5)}${byte(6)}${byte(7)}${byte(8)}${byte(9)}`;
}
