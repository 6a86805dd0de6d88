/** What a token of the API says of itself: whose it is, from when, of which session. */
export interface PortalToken {
  /** Seconds since 1970, as in every JWT. */
  readonly issuedAt: number;
  /** Empty where the application gives out tokens without sessions. */
  readonly session: string | null;
}

/** What we know of the login. */
export interface LoginStanding {
  readonly active: boolean;
  readonly validFrom: Date | null;
  readonly hasSession: boolean;
}

/**
 * P2, P5, D8: does a token still stand? Not while its contact is inactive, and one from before that never
 * again. A session is known by its row, to the instant; a token without one by its second alone, and of the
 * second in which the access was cut none is taken.
 */
export function tokenStands(token: PortalToken, login: LoginStanding): boolean {
  if (!login.active) return false;
  if (token.session !== null && !login.hasSession) return false;
  if (login.validFrom === null) return true;
  const second = Math.floor(login.validFrom.getTime() / 1000);
  return token.session === null ? token.issuedAt > second : token.issuedAt >= second;
}
