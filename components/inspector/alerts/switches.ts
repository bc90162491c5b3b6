import { showDone, showProblem } from "#components/ui/notify.ts";
import { setPreferences } from "../use-preferences.ts";
import { askPermission, notify, type Permission } from "./notification.ts";
import { playSound, unlockSound } from "./sound.ts";

/** Switching alerts on and off. What cannot be switched on says why. */

const REFUSALS: Record<Exclude<Permission, "granted">, string> = {
  denied:
    "This browser blocks notifications from this site. Allow them in its site settings, beside the address, and switch this on again.",
  dismissed: "Notifications need your permission. Switch this on again and allow them.",
  unsupported: "This browser shows no notifications from this page. They need HTTPS or localhost.",
};

const SAMPLE = { title: "Wirebin", body: "New captures are announced like this." };

/** Switched on, one is shown at once: what it looks like, and that the browser does show them. */
export async function switchNotify(on: boolean): Promise<void> {
  if (!on) {
    setPreferences({ notify: false });
    return;
  }
  const permission = await askPermission();
  const isShown = permission === "granted" && notify("switched-on", SAMPLE, () => undefined);
  setPreferences({ notify: isShown });
  if (permission !== "granted") showProblem(REFUSALS[permission]);
  else if (isShown) showDone("New captures are announced while this tab is hidden.");
  else showProblem("This browser shows no notifications from a page, as Chrome on Android. The sound works here.");
}

/** Switched on, it is heard once. */
export function switchSound(on: boolean): void {
  setPreferences({ sound: on });
  if (!on) return;
  unlockSound();
  // The context runs a moment after it was allowed to.
  setTimeout(playSound, 120);
}
