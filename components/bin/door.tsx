import { Problem } from "#components/ui/problem.tsx";

/** The page before it is known whether this browser may see its bin. */
export function DoorWaiting() {
  return <div className="h-dvh bg-canvas" aria-busy="true" />;
}

/** The key in the address could not be tried. */
export function DoorProblem({ problem, onRetry }: { problem: string; onRetry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas">
      <Problem title="This bin could not be opened" onRetry={onRetry}>
        {problem}
      </Problem>
    </main>
  );
}
