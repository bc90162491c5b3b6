"use client";
import { useEffect } from "react";
import type { Session } from "../session/session.ts";
import { useGathered } from "../use-gathered.ts";
import { usePreferences } from "../use-preferences.ts";
import { alertWords } from "./alert-words.ts";
import { closeNotification, mayNotify, notify } from "./notification.ts";
import { playSound, unlockSound } from "./sound.ts";

const GATHER_MS = 400;
const EVERY_MS = 5000;

/** Tells of new captures by notification and sound, as the reader wants it, while the page is hidden. `onOpen`: they clicked on one. */
export function useAlerts(binId: string, session: Session, onOpen: () => void): void {
  const { known, window: held, bin } = session;
  const { notify: isNotifying, sound } = usePreferences();
  const newest = (held.newer === 0 && held.rows[0]) || null;

  const forget = useGathered({
    known,
    gatherMs: GATHER_MS,
    everyMs: EVERY_MS,
    tell: (count) => {
      if (!isHidden()) return false;
      const names = { id: binId, name: bin?.title || binId };
      if (isNotifying && mayNotify()) notify(binId, alertWords(names, count, newest), onOpen);
      if (sound) playSound();
      return isNotifying || sound;
    },
  });

  useEffect(() => {
    const look = () => {
      if (isHidden()) forget();
      else closeNotification();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [forget]);

  useEffect(() => {
    if (!sound) return;
    window.addEventListener("pointerdown", unlockSound);
    window.addEventListener("keydown", unlockSound);
    return () => {
      window.removeEventListener("pointerdown", unlockSound);
      window.removeEventListener("keydown", unlockSound);
    };
  }, [sound]);
}

function isHidden(): boolean {
  return document.visibilityState === "hidden";
}
