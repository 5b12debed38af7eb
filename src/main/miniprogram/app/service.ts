import type { components, operations } from './api';

type Schemas = components['schemas'];
export type Reply = Schemas['Reply'];
export type ReplyItem = Schemas['ReplyItem'];
export type ReplyList = Schemas['ReplyList'];
export type Receipt = Schemas['Receipt'];
export type Answer = Schemas['ReceiptAnswer'];
export type Rating = Schemas['Rating'];
export type Outcome = Schemas['Outcome'];
export type Problem = Schemas['Problem'];
/** What was received, as an invitation tells it. */
export type Received = Schemas['MyReceipt'];
/** A proposer's invitation to answer. */
export type Invitation = Schemas['MyInvitation'];
/** What a log-in and a refresh answer; the times in seconds. */
export type Tokens = Schemas['Session'];

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A message that WeChat can be asked to let through. */
export type Template = Schemas['MessageTemplate'];
export type Happening = Template['event'];

export type Search = NonNullable<operations['listReplies']['parameters']['query']>;

/** How wx.request is called here; tests bring their own. */
export type Request = (options: {
  url: string;
  method: 'GET' | 'POST' | 'DELETE';
  header: Record<string, string>;
  data?: string;
  timeout: number;
  success: (result: { statusCode: number; data: unknown; header: Record<string, string> }) => void;
  fail: (error: { errMsg: string }) => void;
}) => unknown;

/**
 * Nothing that can be trusted came back: no network, an answer cut off, a gateway's page. What was asked for may have
 * been done all the same.
 */
export class Unreachable extends Error {
  readonly kind = 'unreachable';
}

/** The service said no, by a problem (RFC 9457). Nothing was done. */
export class Refused extends Error {
  readonly kind = 'refused';

  constructor(
    readonly status: number,
    readonly problem: Problem,
    /** Seconds until another try, where the service says so. */
    readonly retryAfter: number | null,
  ) {
    super(problem.detail);
  }
}

/** By what a proposer is known: the code on the sheet, or the session of a WeChat account. */
export type Proof = { receiptCode: string } | { token: string };

const TIMEOUT = 15_000;

/** The service's API, as far as the mini-program calls it. Every call ends in an answer, Unreachable or Refused. */
export class Service {
  constructor(
    private readonly site: string,
    private readonly request: Request,
  ) {}

  replies(search: Search): Promise<ReplyList> {
    const query = Object.entries(search)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
      .join('&');
    return this.call<ReplyList>('GET', `/api/v1/replies${query && `?${query}`}`, {}, undefined, 'items');
  }

  reply(code: string): Promise<Reply> {
    return this.call<Reply>('GET', `/api/v1/replies/${code}`, {}, undefined, 'code');
  }

  /** Stored once however often it is sent with the same key. */
  sendReceipt(code: string, proof: Proof, key: string, answer: Answer): Promise<Receipt> {
    const header = { ...proven(proof), 'Idempotency-Key': key };
    return this.call<Receipt>('POST', `/api/v1/replies/${code}/receipts`, header, answer, 'receivedAt');
  }

  /** Whose invitation a receipt code is; no account needed. */
  invitation(receiptCode: string): Promise<Invitation> {
    return this.call<Invitation>('GET', '/api/v1/invitation', proven({ receiptCode }), undefined, 'code');
  }

  /** Makes the invitation the account's: from then on it's among myReplies. */
  bind(receiptCode: string, token: string): Promise<Invitation> {
    const header = { ...proven({ receiptCode }), ...proven({ token }) };
    return this.call<Invitation>('POST', '/api/v1/me/invitations', header, undefined, 'code');
  }

  myReplies(token: string, cursor: string | null): Promise<Page<Invitation>> {
    return this.call<Page<Invitation>>('GET', `/api/v1/me/replies${after(cursor)}`, proven({ token }), undefined, 'items');
  }

  login(code: string): Promise<Tokens> {
    return this.call<Tokens>('POST', '/api/v1/sessions/wechat', {}, { code }, 'refreshExpiresIn');
  }

  refresh(refreshToken: string): Promise<Tokens> {
    return this.call<Tokens>('POST', '/api/v1/sessions/refresh', {}, { refreshToken }, 'refreshExpiresIn');
  }

  templates(): Promise<Schemas['MessageTemplateList']> {
    return this.call<Schemas['MessageTemplateList']>('GET', '/api/v1/wechat/templates', {}, undefined, 'items');
  }

  /** Somebody wants to hear of this letter, by the templates that WeChat has asked for. */
  subscribe(token: string, accepted: string[], code: string): Promise<void> {
    const consent: Schemas['MessageConsent'] = { accepted, code };
    return this.call<void>('POST', '/api/v1/me/subscriptions', proven({ token }), consent, null);
  }

  /** `member` is one that every true answer has: one that was cut off on its way doesn't pass for it. */
  private call<T>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    header: Record<string, string>,
    body: unknown,
    member: string | null,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.request({
        url: this.site + path,
        method,
        header: {
          Accept: 'application/json, application/problem+json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...header,
        },
        ...(body === undefined ? {} : { data: JSON.stringify(body) }),
        timeout: TIMEOUT,
        success: ({ statusCode, data, header: answered }) => {
          const document = data && typeof data === 'object' ? (data as Record<string, unknown>) : null;
          if (statusCode >= 200 && statusCode < 300) {
            if (member === null || (document && member in document)) resolve(data as T);
            else reject(new Unreachable(`${statusCode}, but not whole`));
          } else if (document && typeof document.type === 'string' && document.type.includes('/problems/')) {
            reject(new Refused(statusCode, document as unknown as Problem, seconds(answered)));
          } else {
            reject(new Unreachable(`${statusCode} from something between`));
          }
        },
        fail: ({ errMsg }) => reject(new Unreachable(errMsg)),
      });
    });
  }
}

export function proven(proof: Proof): Record<string, string> {
  return 'token' in proof ? { Authorization: `Bearer ${proof.token}` } : { 'Receipt-Code': proof.receiptCode };
}

function after(cursor: string | null): string {
  return cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
}

function seconds(header: Record<string, string> | undefined): number | null {
  const name = Object.keys(header ?? {}).find((each) => each.toLowerCase() === 'retry-after');
  const value = name === undefined ? NaN : Number(header?.[name]);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
