/** Notifications of the desktop. Nothing is asked of the reader before they switch them on. */

export type Permission = "granted" | "denied" | "dismissed" | "unsupported";

/** Whether they may be shown now, without asking. */
export function mayNotify(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}

export async function askPermission(): Promise<Permission> {
  if (!("Notification" in window) || !window.isSecureContext) return "unsupported";
  const answer = await Notification.requestPermission();
  return answer === "default" ? "dismissed" : answer;
}

let shown: Notification | null = null;

/**
 * One at a time: the newer takes the place of the older, in every tab of the same bin. False when the browser shows none: Chrome on Android
 * lets only service workers notify, and says so by throwing here.
 */
export function notify(bin: string, words: { title: string; body: string }, onClick: () => void): boolean {
  closeNotification();
  try {
    shown = new Notification(words.title, { body: words.body, tag: `wirebin-${bin}`, icon: "/icon.svg", silent: true });
  } catch {
    return false;
  }
  shown.onclick = () => {
    window.focus();
    closeNotification();
    onClick();
  };
  return true;
}

export function closeNotification(): void {
  shown?.close();
  shown = null;
}
