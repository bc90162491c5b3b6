import type { Room } from "#lib/http/read-limited.ts";

/**
 * Memory for bodies on their way in, shared by the whole process. A body that would go over it stops being read until others are done,
 * and after `waitMs` its sender hears 503. So that half-read bodies never all wait for each other, one of them may then go over the bound, to
 * its end; the bound is exceeded by at most that body and one chunk of each of the others.
 *
 * The first 16 KiB of a body are free: what webhooks send never waits for what uploads take.
 */
export type Uploads = { enter: () => Room };

const FREE_BYTES = 16_384;
const WAIT_MS = 10_000;

type Upload = { free: number; held: number; resume: ((go: boolean) => void) | null };

export function createUploads(limitBytes: number, waitMs: number = WAIT_MS): Uploads {
  /** What is held, and how many of those that hold something are reading rather than waiting. */
  let held = 0;
  let reading = 0;
  const waiting = new Set<Upload>();
  /** The one that goes over the bound. */
  let ahead: Upload | null = null;

  /** Lets those go on that have waited longest while there is room, and one when nobody else reads. */
  function resumeSome(): void {
    for (const upload of waiting) {
      if (held > limitBytes) {
        if (reading > 0 || ahead) return;
        ahead = upload;
      }
      waiting.delete(upload);
      reading += 1;
      upload.resume?.(true);
    }
  }

  function enter(): Room {
    const upload: Upload = { free: FREE_BYTES, held: 0, resume: null };
    return {
      take: (bytes) => {
        const paid = bytes - Math.min(bytes, upload.free);
        upload.free -= bytes - paid;
        if (paid === 0) return true;
        if (upload.held === 0) reading += 1;
        upload.held += paid;
        held += paid;
        return held <= limitBytes || upload === ahead;
      },
      wait: () => {
        waiting.add(upload);
        reading -= 1;
        return new Promise((resolve) => {
          const timer = setTimeout(() => {
            waiting.delete(upload);
            reading += 1;
            resolve(false);
          }, waitMs);
          upload.resume = (go) => {
            clearTimeout(timer);
            resolve(go);
          };
          resumeSome();
        });
      },
      leave: () => {
        if (waiting.delete(upload)) {
          reading += 1;
          upload.resume?.(false);
        }
        if (ahead === upload) ahead = null;
        if (upload.held === 0) return;
        reading -= 1;
        held -= upload.held;
        upload.held = 0;
        resumeSome();
      },
    };
  }

  return { enter };
}
