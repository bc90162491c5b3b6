import type { ReactNode } from "react";

/** What a part shows before there is anything in it: what it is for, and the first thing to press. */
export function EmptyPart({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-4 px-6 py-16 text-center">
      <span className="grid size-12 place-items-center rounded-xl bg-hover text-soft [&>svg]:size-6">{icon}</span>
      <div>
        <h2 className="text-xl font-semibold tracking-tight text-balance">{title}</h2>
        <p className="mx-auto mt-1.5 max-w-md text-base text-soft text-pretty">{children}</p>
      </div>
      {action}
    </div>
  );
}
