"use client";
import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { useSyncExternalStore } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoices } from "#components/ui/menu.tsx";
import { applyTheme, currentTheme, type Theme } from "./theme.ts";

const CHOICES = [
  { value: "system", label: "Like the system", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const satisfies readonly { value: Theme; label: string; icon: unknown }[];

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** The theme that is shown, wherever it was changed. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme, () => "system");
}

export function ThemeMenu() {
  const theme = useTheme();
  const chosen = CHOICES.find((choice) => choice.value === theme) ?? CHOICES[0];
  return (
    <Menu
      label="Theme"
      trigger={<IconButton label={`Theme: ${chosen.label.toLowerCase()}`} icon={<ThemeIcon theme={theme} />} />}
    >
      <MenuChoices label="Theme" value={theme} choices={CHOICES} onChange={applyTheme} />
    </Menu>
  );
}

function ThemeIcon({ theme }: { theme: Theme }) {
  if (theme === "light") return <Sun aria-hidden className="size-4" />;
  if (theme === "dark") return <Moon aria-hidden className="size-4" />;
  return <Monitor aria-hidden className="size-4" />;
}
