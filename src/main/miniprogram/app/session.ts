import { Refused, Unreachable, type Tokens } from './service';
import type { Store } from './draft';

interface Kept {
  accessToken: string;
  accessUntil: number;
  refreshToken: string | null;
  refreshUntil: number;
}

const KEY = 'session';
/** A token that ends while a request is on its way is no use. */
const MARGIN = 30_000;
/** A service without WeChat isn't asked again before. */
const PAUSE = 10 * 60_000;

/**
 * The session of this WeChat account with the service. It is silent: the platform gives a log-in code without asking
 * anybody. A refresh token is forgotten before it is sent, so that a lost answer never makes it look stolen.
 */
export class Session {
  private running: Promise<string | null> | null = null;
  private pausedUntil = 0;

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
    /** wx.login */
    private readonly code: () => Promise<string>,
    private readonly login: (code: string) => Promise<Tokens>,
    private readonly refresh: (refreshToken: string) => Promise<Tokens>,
  ) {}

  /** An access token; null where the service has no WeChat, or WeChat can't be asked: receipt codes work without. */
  token(): Promise<string | null> {
    const kept = this.kept();
    if (kept && kept.accessUntil - MARGIN > this.now()) return Promise.resolve(kept.accessToken);
    if (this.now() < this.pausedUntil) return Promise.resolve(null);
    this.running ??= this.renewed(kept).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** The service doesn't accept the token any more: the next one comes from the refresh token or a log-in. */
  drop(token: string): void {
    const kept = this.kept();
    if (kept?.accessToken === token) this.store.set(KEY, { ...kept, accessUntil: 0 });
  }

  private async renewed(kept: Kept | null): Promise<string | null> {
    if (kept?.refreshToken && kept.refreshUntil - MARGIN > this.now()) {
      this.store.set(KEY, { ...kept, refreshToken: null });
      try {
        return this.keep(await this.refresh(kept.refreshToken));
      } catch (error) {
        if (error instanceof Unreachable) return null;
        if (!(error instanceof Refused)) throw error;
      }
    }
    try {
      return this.keep(await this.login(await this.code()));
    } catch (error) {
      if (error instanceof Unreachable) return null;
      if (!(error instanceof Refused)) throw error;
      if (error.status === 503) this.pausedUntil = this.now() + (error.retryAfter ? error.retryAfter * 1000 : PAUSE);
      return null;
    }
  }

  private keep(tokens: Tokens): string {
    const now = this.now();
    const kept: Kept = {
      accessToken: tokens.accessToken,
      accessUntil: now + tokens.expiresIn * 1000,
      refreshToken: tokens.refreshToken,
      refreshUntil: now + tokens.refreshExpiresIn * 1000,
    };
    this.store.set(KEY, kept);
    return kept.accessToken;
  }

  private kept(): Kept | null {
    const kept = this.store.get(KEY) as Kept | undefined | '';
    return kept && typeof kept.accessToken === 'string' ? kept : null;
  }
}
