import { Skeleton } from "#components/ui/skeleton.tsx";

const WIDTHS = ["w-3/4", "w-1/2", "w-2/3", "w-5/6", "w-1/2", "w-3/5", "w-2/3", "w-1/3"];

/** The list before its first page. */
export function ListLoading() {
  return (
    <div role="status" aria-label="Loading the captures" className="flex flex-col">
      {WIDTHS.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: decoration that never moves
        <div key={index} className="flex h-13.5 flex-col justify-center gap-2 border-b px-4">
          <Skeleton className={`h-3 ${width}`} />
          <Skeleton className="h-2.5 w-1/3" />
        </div>
      ))}
    </div>
  );
}
