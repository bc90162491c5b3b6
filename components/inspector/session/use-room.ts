"use client";
import { useEffect, useRef, useState } from "react";
import type { Bin } from "#lib/model/bin.ts";
import type { Link } from "./session.ts";
import { type LiveHandlers, openLive } from "./socket.ts";

type Told = Exclude<keyof LiveHandlers, "link" | "bin">;

export type RoomOptions = {
  /** What the server tells of that makes what is shown old. */
  hears: readonly Told[];
  /** Called soon after any of it, after other settings, when the room is joined (again), and when the page is looked at again. */
  onChange: () => void;
  /** Events come in bursts: `onChange` is called at most so often. */
  everyMs: number;
  onBin?: (bin: Bin) => void;
  /** The bin is no more, or may no longer be read. */
  onGone: () => void;
};

/** How long a refused or unanswered wish to join rests. */
const JOIN_AGAIN_MS = 2000;

const NOTHING = { captures: ignore, removed: ignore, resync: ignore, mark: ignore, delivery: ignore };

/** Keeps a page that reads its bin whole in the bin's room, whatever happens to the connection. Gives how the connection stands. */
export function useRoom(bin: string, lastSeq: number, options: RoomOptions): Link {
  const [link, setLink] = useState<Link>("connecting");
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    let closed = false;
    let changing: ReturnType<typeof setTimeout> | undefined;
    let joining: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      changing ??= setTimeout(() => {
        changing = undefined;
        latest.current.onChange();
      }, latest.current.everyMs);
    };
    const hear = (event: { bin: string }) => {
      if (event.bin === bin) soon();
    };
    const joinAgain = () => {
      if (!closed) joining = setTimeout(join, JOIN_AGAIN_MS);
    };
    const join = () => {
      live.join(bin, lastSeq).then((answer) => {
        if (closed) return;
        if (!answer.ok && answer.code === "not_found") latest.current.onGone();
        else if (!answer.ok) joinAgain();
        else {
          setLink("live");
          // What happened before joining is read once joined.
          soon();
        }
      }, joinAgain);
    };
    const live = openLive({
      ...NOTHING,
      ...Object.fromEntries(latest.current.hears.map((name) => [name, hear])),
      link: (now) => {
        clearTimeout(joining);
        if (now === "live") join();
        else setLink(now);
      },
      bin: (event) => {
        if (event.bin !== bin) return;
        if ("deleted" in event) return latest.current.onGone();
        latest.current.onBin?.(event.settings);
        soon();
      },
    });
    const looked = () => {
      if (document.visibilityState === "visible") soon();
    };
    document.addEventListener("visibilitychange", looked);
    return () => {
      closed = true;
      clearTimeout(changing);
      clearTimeout(joining);
      document.removeEventListener("visibilitychange", looked);
      live.close();
    };
  }, [bin, lastSeq]);
  return link;
}

function ignore(): void {}
