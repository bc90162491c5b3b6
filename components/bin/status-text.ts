/** Names of statuses one meets (RFC 9110 and the IANA registry). */
const NAMES: Record<number, string> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  418: "I'm a teapot",
  422: "Unprocessable Content",
  425: "Too Early",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  507: "Insufficient Storage",
};

/** What the sender of a capture heard, to stand behind a comma. 0 stands for a sender that was given no reply. */
export function sayReply(status: number): string {
  return status === 0 ? "no reply sent" : `answered ${status}`;
}

/** What a filter by this status looks for. */
export function sayStatus(status: number): string {
  return status === 0 ? "no reply" : `status ${status}`;
}

/** "Not Found" for 404; empty for a status without a name. */
export function statusText(status: number): string {
  return NAMES[status] ?? "";
}
