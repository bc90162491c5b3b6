import type { Menu as BaseMenu } from "@base-ui/react/menu";
import { createContext, useContext } from "react";

/** What the items of an open menu are made of: fetched with it, so that a closed menu costs a page next to nothing. */
export const MenuParts = createContext<typeof BaseMenu | null>(null);

export function useMenuParts(): typeof BaseMenu {
  const parts = useContext(MenuParts);
  if (parts === null) throw new Error("A menu's item stands outside of a menu.");
  return parts;
}
