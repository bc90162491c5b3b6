import type { Kept } from "./events.ts";

/** Somebody who watches a bin, as often as it may be. */
export type Watcher = { bin: string; credentials: Credentials };

/** What somebody showed of himself when he connected. */
export type Credentials = { key?: string; cookie?: string };

export type Review = {
  /** How each bin stands that there is. */
  kept: ReadonlyMap<string, Kept>;
  /** Those who may not read any more. */
  refused: ReadonlySet<Watcher>;
};

export type RoundsUse<Member> = {
  /** Everybody who watches now. `who` names the credentials: those with the same ones are asked about once. */
  watching: () => Iterable<{ member: Member; bin: string; who: string; credentials: Credentials }>;
  review: (watchers: readonly Watcher[]) => Promise<Review>;
  letGo: (member: Member, bin: string) => void;
  tell: (bin: string, kept: Kept) => void;
  onError: (error: unknown) => void;
};

export type Rounds = {
  /** Somebody new watches: how the bin stands is told again. */
  joined: (bin: string) => void;
  /** A pin went on or off, and whoever watches was told: what the round that is under way has read may be from before that. */
  marked: (bin: string) => void;
  close: () => void;
};

const NOTHING: Review = { kept: new Map(), refused: new Set() };

/** Those who lost the right to read are gone within two seconds: this and the round itself, which takes little. */
const EVERY_MS = 1000;

/**
 * Looks at all watched bins once a second: lets those go who may no longer read, however they lost the right, and tells how a bin stands when
 * that has changed, whoever changed it.
 */
export function createRounds<Member>(use: RoundsUse<Member>): Rounds {
  /** What was told last of each watched bin. */
  const told = new Map<string, string>();
  /** Since the round under way began. */
  const marked = new Set<string>();
  let isRunning = false;

  async function round(): Promise<void> {
    marked.clear();
    const groups = new Map<string, { watcher: Watcher; members: Member[] }>();
    for (const { member, bin, who, credentials } of use.watching()) {
      const name = `${bin} ${who}`;
      const group = groups.get(name) ?? { watcher: { bin, credentials }, members: [] };
      group.members.push(member);
      groups.set(name, group);
    }
    const watchers = [...groups.values()].map(({ watcher }) => watcher);
    const { kept, refused } = watchers.length > 0 ? await use.review(watchers) : NOTHING;
    for (const { watcher, members } of groups.values()) {
      if (refused.has(watcher)) for (const member of members) use.letGo(member, watcher.bin);
    }
    for (const bin of told.keys()) if (!kept.has(bin)) told.delete(bin);
    for (const [bin, now] of kept) {
      if (marked.has(bin)) continue;
      const text = JSON.stringify(now);
      if (told.get(bin) !== text) use.tell(bin, now);
      told.set(bin, text);
    }
  }

  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    round()
      .catch(use.onError)
      .finally(() => {
        isRunning = false;
      });
  }, EVERY_MS);
  timer.unref();

  return {
    joined: (bin) => told.delete(bin),
    marked: (bin) => marked.add(bin),
    close: () => clearInterval(timer),
  };
}
