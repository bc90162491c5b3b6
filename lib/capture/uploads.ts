import type { Room } from "#lib/http/read-limited.ts";

/**
 * Memory for bodies on their way in, shared by the whole process. A body that would go over it stops being read until others are done,
 * and after `waitMs` its sender hears 503. So that half-read bodies never all wait for each other, one of them may then go over the bound, to
 * its end; the bound is exceeded by at most that body and one chunk of each of the others.
 *
 * One sender takes at most a quarter of it: its further bodies wait for each other, whatever room there is. One of them may always go on.
 *
 * The first 16 KiB of a body are free: what webhooks send never waits for what uploads take.
 */
export type Uploads = {
  /** `sender`: whose body it is, as senders are counted (`senderNetwork`). */
  enter: (sender: string) => Room;
};

const FREE_BYTES = 16_384;
const WAIT_MS = 10_000;

const SHARES = 4;

/** What the bodies of one sender hold together, how many of those that hold something are reading, and how many there are. */
type Sender = { held: number; reading: number; bodies: number };
type Upload = { sender: Sender; free: number; held: number; resume: ((go: boolean) => void) | null };

export function createUploads(limitBytes: number, waitMs: number = WAIT_MS): Uploads {
  /** What is held, and how many of those that hold something are reading rather than waiting. */
  const all = { held: 0, reading: 0 };
  const senders = new Map<string, Sender>();
  const waiting = new Set<Upload>();
  /** The one that goes over the bound. */
  let ahead: Upload | null = null;

  function count({ sender }: Upload, change: { held?: number; reading?: number }): void {
    for (const counts of [all, sender]) {
      counts.held += change.held ?? 0;
      counts.reading += change.reading ?? 0;
    }
  }

  /** Whether a sender has its share and more, and `others` of its bodies to read first. */
  function isGreedy(sender: Sender, others: number): boolean {
    return sender.held > limitBytes / SHARES && others > 0;
  }

  /** Lets those go on that have waited longest while there is room, and one when nobody else reads. */
  function resumeSome(): void {
    for (const upload of waiting) {
      if (all.held > limitBytes) {
        if (all.reading > 0 || ahead) return;
        ahead = upload;
      } else if (isGreedy(upload.sender, upload.sender.reading)) continue;
      waiting.delete(upload);
      count(upload, { reading: 1 });
      upload.resume?.(true);
    }
  }

  function enter(name: string): Room {
    const sender = senders.get(name) ?? { held: 0, reading: 0, bodies: 0 };
    senders.set(name, sender);
    sender.bodies += 1;
    const upload: Upload = { sender, free: FREE_BYTES, held: 0, resume: null };
    let isInside = true;
    return {
      take: (bytes) => {
        const paid = bytes - Math.min(bytes, upload.free);
        upload.free -= bytes - paid;
        if (paid === 0) return true;
        count(upload, { held: paid, reading: upload.held === 0 ? 1 : 0 });
        upload.held += paid;
        return upload === ahead || (all.held <= limitBytes && !isGreedy(sender, sender.reading - 1));
      },
      wait: () => {
        waiting.add(upload);
        count(upload, { reading: -1 });
        return new Promise((resolve) => {
          const timer = setTimeout(() => {
            waiting.delete(upload);
            count(upload, { reading: 1 });
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
        if (!isInside) return;
        isInside = false;
        if (waiting.delete(upload)) {
          count(upload, { reading: 1 });
          upload.resume?.(false);
        }
        if (ahead === upload) ahead = null;
        if (upload.held > 0) count(upload, { held: -upload.held, reading: -1 });
        sender.bodies -= 1;
        if (sender.bodies === 0) senders.delete(name);
        resumeSome();
      },
    };
  }

  return { enter };
}
