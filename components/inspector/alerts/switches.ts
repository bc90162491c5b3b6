import { showDone, showProblem } from "#components/ui/notify.ts";
import { setPreferences } from "../preferences.ts";
import { askPermission, type Permission } from "./notification.ts";
import { playSound, unlockSound } from "./sound.ts";

/** Switching alerts on and off. What cannot be switched on says why. */

const REFUSALS: Record<Exclude<Permission, "granted">, string> = {
  denied:
    "This browser blocks notifications from this site. Allow them in its site settings, beside the address, and switch this on again.",
  dismissed: "Notifications need your permission. Switch this on again and allow them.",
  unsupported: "This browser shows no notifications from this page. They need HTTPS or localhost.",
};

export async function switchNotify(on: boolean): Promise<void> {
  const permission = on ? await askPermission() : "granted";
  setPreferences({ notify: on && permission === "granted" });
  if (permission !== "granted") showProblem(REFUSALS[permission]);
  else if (on) showDone("New captures are announced while this tab is hidden.");
}

/** Switched on, it is heard once. */
export function switchSound(on: boolean): void {
  setPreferences({ sound: on });
  if (!on) return;
  unlockSound();
  // The context runs a moment after it was allowed to.
  setTimeout(playSound, 120);
}
