"use client";
import Command from "lucide-react/icons/command";
import { IconButton } from "#components/ui/icon-button.tsx";

/** The palette's place in a header. */
export function PaletteTrigger({ onOpen, onNear }: { onOpen: () => void; onNear?: () => void }) {
  return (
    <IconButton
      label="Every action and bin"
      keys="Ctrl K"
      icon={<Command aria-hidden className="size-4" />}
      onClick={onOpen}
      {...(onNear && { onPointerEnter: onNear, onFocus: onNear })}
    />
  );
}
