import { answerOf, type Draft, type Drafts } from './draft';
import { Refused, Unreachable, type Answer, type Invitation, type Problem, type Proof, type Receipt } from './service';

/** What sending needs of the service. */
export interface Receiver {
  sendReceipt(code: string, proof: Proof, key: string, answer: Answer): Promise<Receipt>;
  /** Which letter a receipt code belongs to. */
  invitation(receiptCode: string): Promise<Invitation>;
}

/** The session's part in it. */
export interface Signed {
  token(): Promise<string | null>;
  drop(token: string): void;
}

export interface Clock {
  now(): number;
  /** Calls once after so many milliseconds; the answer calls it off. */
  after(milliseconds: number, call: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

const FIRST = 2_000;
const LONGEST = 5 * 60_000;

/**
 * Sends what was handed over until the service has answered: at once, again after a while that doubles, and whenever
 * the network comes back or somebody looks. Each try of a draft is the same content under the same key, so that the
 * service stores one receipt however many of them arrive.
 */
export class Sending {
  private readonly running = new Set<string>();
  private callOff: (() => void) | null = null;

  constructor(
    private readonly drafts: Drafts,
    private readonly service: Receiver,
    private readonly session: Signed,
    private readonly clock: Clock,
  ) {}

  /** From here on the draft is 发送中; it's kept before anything leaves the phone. */
  hand(draft: Draft): Promise<void> {
    this.drafts.keep({ ...draft, state: 'SENDING', tries: 0, nextAt: this.clock.now(), problem: null });
    return this.wake();
  }

  /** Whether a try is under way just now. */
  busy(draft: Draft): boolean {
    return this.running.has(draft.id);
  }

  /** Tries everything that waits, due or not: at start, when shown, when the network is back. */
  async wake(): Promise<void> {
    await Promise.all(this.waiting().map((draft) => this.attempt(draft.id)));
    this.plan();
  }

  private waiting(): Draft[] {
    return this.drafts.all().filter((draft) => draft.state === 'SENDING');
  }

  private plan(): void {
    this.callOff?.();
    this.callOff = null;
    const idle = this.waiting().filter((draft) => !this.busy(draft));
    if (idle.length === 0) return;
    const wait = Math.max(0, Math.min(...idle.map((draft) => draft.nextAt)) - this.clock.now());
    this.callOff = this.clock.after(wait, () => {
      this.callOff = null;
      const due = this.waiting().filter((draft) => draft.nextAt <= this.clock.now());
      void Promise.all(due.map((draft) => this.attempt(draft.id))).then(() => this.plan());
    });
  }

  private async attempt(id: string): Promise<void> {
    const draft = this.drafts.read(id);
    if (!draft || draft.state !== 'SENDING' || this.running.has(id)) return;
    this.running.add(id);
    try {
      await this.sent(draft);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    } finally {
      this.running.delete(id);
    }
  }

  private async sent(handed: Draft): Promise<void> {
    let draft: Draft = handed;
    let token: string | null = null;
    try {
      let { invitation } = draft;
      let proof: Proof;
      if (draft.receiptCode !== null) {
        proof = { receiptCode: draft.receiptCode };
        invitation ??= await this.service.invitation(draft.receiptCode);
      } else {
        token = await this.session.token();
        if (token === null) throw new Unreachable('no session just now');
        proof = { token };
      }
      if (invitation === null) throw new Error('a draft knows its receipt code or its invitation');
      draft = this.settle(draft, { invitation, left: true });
      const receipt = await this.service.sendReceipt(invitation.code, proof, draft.key, answerOf(draft.entries));
      this.settle(draft, { state: 'RECEIVED', receipt, tries: 0 });
    } catch (error) {
      if (error instanceof Refused) this.refused(draft, error, token);
      else if (error instanceof Unreachable) this.later(draft, 0);
      else throw error;
    }
  }

  private refused(draft: Draft, error: Refused, token: string | null): void {
    const { status, problem } = error;
    if (status === 401 && token !== null) {
      this.session.drop(token);
      this.later(draft, 0);
    } else if (status >= 500 || status === 408 || status === 409 || status === 429) {
      this.later(draft, error.retryAfter ?? 0);
    } else if (named(problem, 'key-reused')) {
      // what is stored under the key isn't what this phone holds; it's sent anew only when the proposer says so
      this.drafts.keep({ ...this.drafts.reopen(draft), problem });
    } else if (status === 400 || status === 413 || status === 422) {
      this.settle(draft, { state: 'DRAFT', problem });
    } else {
      this.settle(draft, { state: 'REFUSED', problem });
    }
  }

  private later(draft: Draft, atLeastSeconds: number): void {
    const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(draft.tries, 16));
    const spread = wait * (0.75 + this.clock.random() / 2);
    const nextAt = this.clock.now() + Math.max(spread, atLeastSeconds * 1000);
    this.settle(draft, { tries: draft.tries + 1, nextAt });
  }

  /** Keeps what became of a try, unless the proposer took the draft back meanwhile. */
  private settle(draft: Draft, outcome: Partial<Draft>): Draft {
    const current = this.drafts.read(draft.id);
    if (!current || current.state !== 'SENDING' || current.key !== draft.key) throw new Overtaken();
    return this.drafts.keep({ ...current, ...outcome });
  }
}

/** The draft isn't what it was when the try began. */
class Overtaken extends Error {}

export function named(problem: Problem | null, name: string): boolean {
  return !!problem && problem.type.endsWith(`/problems/${name}`);
}
