/**
 * Why a send ended without a whole answer. The message is for the person who pressed the button: it says what happened and,
 * where there is something to do, what to do. It never repeats what the network said word for word.
 */
export const FAILURES = {
  invalid_target: "That is not a web address Wirebin can send to. Use http:// or https:// and a host name.",
  target_not_allowed:
    "Deliveries may not go to that address. Only public addresses and ordinary web ports are allowed, and the machine Wirebin runs on when nobody else can reach Wirebin there; whoever runs this server can add addresses with EGRESS_ALLOW.",
  invalid_request: "The request cannot be put on the wire.",
  loop_detected:
    "This request has already been sent on by Wirebin three times. It stops here, so that it cannot go round for ever.",
  name_not_found: "The host name could not be found.",
  connection_refused: "Nothing accepts connections at that address and port.",
  unreachable: "That address cannot be reached from this server.",
  connect_timeout: "No connection in time: the target did not accept one.",
  tls_failed: "No secure connection: the target's certificate or TLS set-up is not acceptable.",
  answer_timeout: "The target took the request and did not begin to answer in time.",
  total_timeout: "The target did not finish its answer in time.",
  connection_lost: "The target closed the connection before its answer was complete.",
  bad_answer: "The target answered with something that is not valid HTTP.",
  answer_headers_too_large: "The target's answer has more headers than Wirebin takes.",
  proxy_failed: "The outgoing proxy (EGRESS_PROXY) did not open a way to the target.",
  cancelled: "Cancelled.",
  internal: "Something went wrong on our side.",
} as const;

export type FailureCode = keyof typeof FAILURES;

/** Carries a code through promises and abort signals inside this room; `createEgress().send` turns it into a result. */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string = FAILURES[code], cause?: unknown) {
    super(message, { cause });
    this.name = "Failure";
    this.code = code;
  }
}

const CONNECT_CODES: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: "connection_refused",
  ETIMEDOUT: "connect_timeout",
  ENOTFOUND: "name_not_found",
  EAI_AGAIN: "name_not_found",
  ENODATA: "name_not_found",
};

/** What an error of the lookup or of the TCP connection means. */
export function connectFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = codeOf(error);
  return new Failure(
    CONNECT_CODES[code] ?? (code.startsWith("EAI_") ? "name_not_found" : "unreachable"),
    undefined,
    error,
  );
}

const TLS_REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the target's certificate has expired.",
  CERT_NOT_YET_VALID: "the target's certificate is not valid yet.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the target's certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "the target's certificate chain is self-signed.",
  ERR_TLS_CERT_ALTNAME_INVALID: "the target's certificate is for another host name.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the target's certificate comes from an issuer this server does not know.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the target's certificate comes from an issuer this server does not know.",
  ERR_SSL_WRONG_VERSION_NUMBER: "the target does not speak TLS on that port. Is it http:// rather than https://?",
  ECONNRESET: "the target closed the connection during the TLS handshake.",
};

/** What an error during the TLS handshake means. Verification is never switched off: the owner is told instead. */
export function tlsFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = TLS_REASONS[codeOf(error)];
  return new Failure("tls_failed", reason ? `No secure connection: ${reason}` : undefined, error);
}

/** What an error after the request was handed to the connection means. `begun`: the answer's headers were complete. */
export function exchangeFailure(error: unknown, begun: boolean): Failure {
  if (error instanceof Failure) return error;
  const code = codeOf(error);
  if (code === "UND_ERR_HEADERS_OVERFLOW") {
    return new Failure("answer_headers_too_large", undefined, error);
  }
  if (error instanceof Error && error.name === "HTTPParserError") {
    // undici 7.30.2 looks the parser's code up in the wrong direction and leaves it undefined, so the reason is in the text.
    return new Failure(error.message.includes("EOF") ? "connection_lost" : "bad_answer", undefined, error);
  }
  // Length and chunks at once: undici compares the length before it names the contradiction.
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" && !begun) return new Failure("bad_answer", undefined, error);
  if (code === "UND_ERR_INVALID_ARG" || code === "UND_ERR_NOT_SUPPORTED") {
    return new Failure("invalid_request", undefined, error);
  }
  if (error instanceof Error && (error.message === "bad upgrade" || error.message === "bad response")) {
    return new Failure("bad_answer", undefined, error);
  }
  return new Failure("connection_lost", undefined, error);
}

/** Node reports several tried addresses as one AggregateError whose own code may be missing. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : "";
}
