import { Notice } from "#components/ui/notice.tsx";
import type { TemplateWarning } from "#lib/model/rule.ts";

/** What a template says that no reply can use: a warning, never a refusal. */
export function TemplateWarnings({ warnings }: { warnings: readonly TemplateWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warn">
      <ul className="flex flex-col gap-1">
        {warnings.map(({ path, expression, message }) => (
          <li key={`${path} ${expression} ${message}`}>
            <code className="verbatim text-xs">{expression}</code> in {whereOf(path)}: {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function whereOf(path: string): string {
  const last = path.replace(/^steps\.\d+\./, "");
  const header = /^headers\.(\d+)$/.exec(last);
  if (header) return `header ${Number(header[1]) + 1}`;
  if (last === "scope") return "what is counted";
  return last === "body" ? "the body" : "the headers";
}
