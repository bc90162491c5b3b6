import { curl } from "./curl.ts";
import type { ExportTarget } from "./message.ts";
import { rawHttp } from "./raw-message.ts";

/** Everything a capture can be copied as, in the order a menu shows it. */
export const EXPORT_TARGETS: readonly ExportTarget[] = [curl, rawHttp];
