import { csharp } from "./csharp.ts";
import { curl } from "./curl.ts";
import { fetchCall } from "./fetch.ts";
import { go } from "./go.ts";
import { har } from "./har.ts";
import { httpie } from "./httpie.ts";
import { java } from "./java.ts";
import type { ExportTarget } from "./message.ts";
import { php } from "./php.ts";
import { powershell } from "./powershell.ts";
import { python } from "./python.ts";
import { rawHttp } from "./raw-message.ts";
import { ruby } from "./ruby.ts";
import { undici } from "./undici.ts";
import { wget } from "./wget.ts";

/** Everything a capture can be copied as, in the order a menu shows it. */
export const EXPORT_TARGETS: readonly ExportTarget[] = [
  curl,
  httpie,
  wget,
  fetchCall,
  undici,
  python,
  go,
  php,
  ruby,
  csharp,
  java,
  powershell,
  rawHttp,
  har,
];
