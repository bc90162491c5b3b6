"use client";
import { MenuGroup, MenuSwitch } from "#components/ui/menu.tsx";
import { usePreferences } from "../use-preferences.ts";
import { mayNotify } from "./notification.ts";
import { switchNotify, switchSound } from "./switches.ts";

/** In a menu: how new captures are told of while nobody looks. */
export function AlertSwitches() {
  const { notify, sound } = usePreferences();
  return (
    <MenuGroup label="New captures, while this tab is hidden">
      <MenuSwitch checked={notify && mayNotify()} onChange={(on) => void switchNotify(on)}>
        Desktop notification
      </MenuSwitch>
      <MenuSwitch checked={sound} onChange={switchSound}>
        Sound
      </MenuSwitch>
    </MenuGroup>
  );
}
