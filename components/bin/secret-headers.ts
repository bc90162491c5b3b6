const SECRET =
  /^(proxy-)?authorization$|^(set-)?cookie2?$|(^|[-_])(api[-_]?key|secret|token|password|passwd|auth)($|[-_])/i;

/** True for headers whose value should not show on a shared screen until asked for. */
export function isSecretHeader(name: string): boolean {
  return SECRET.test(name);
}

/** A value with its secret part covered: the scheme stays ("Bearer ••••••••"). The length says nothing about the secret's. */
export function maskSecret(value: string): string {
  const scheme = /^(basic|bearer|digest|negotiate|aws4-hmac-sha256|token|apikey)\s/i.exec(value)?.[0] ?? "";
  return `${scheme}••••••••`;
}
