import type { Answer, Invitation, Problem, Rating, Received } from './service';

/** 草稿: being written · 发送中: handed over · 已收到: the service has it · 未能提交: it never will, as it is. */
export type State = 'DRAFT' | 'SENDING' | 'RECEIVED' | 'REFUSED';

/** What a proposer fills in; empty text for what isn't. */
export interface Entries {
  rating: Rating | null;
  attitude: Rating | null;
  opinion: string;
  contact: string;
  /** Whether the opinion may be shown in public, without a name. */
  opinionPublic: boolean;
}

/** One receipt on this phone, from the first letter typed until the service has it and after. */
export interface Draft {
  readonly id: string;
  /** From the sheet; null when the invitation is known by the account. */
  readonly receiptCode: string | null;
  /** Which letter, whose answer; null until the service has said. */
  invitation: Invitation | null;
  entries: Entries;
  /** The Idempotency-Key: made once, and again only for what may differ from what the service has got. */
  key: string;
  state: State;
  /** Whether it may have left this phone under its key. */
  left: boolean;
  /** Tries in vain since it was handed over. */
  tries: number;
  /** When the next try is due, in milliseconds. */
  nextAt: number;
  problem: Problem | null;
  receipt: Received | null;
  changedAt: number;
}

/** The phone's storage. */
export interface Store {
  get(key: string): unknown;
  /** Fails when there is no room. */
  set(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): string[];
}

/** What a draft answers: known by the code on paper, by the account's list, or both. */
export type Invited = { receiptCode: string; invitation?: Invitation } | { invitation: Invitation };

const PREFIX = 'draft/';
const NOTHING: Entries = { rating: null, attitude: null, opinion: '', contact: '', opinionPublic: false };

/** The drafts, kept on the phone at every change. */
export class Drafts {
  private readonly watchers = new Set<(draft: Draft) => void>();

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
    private readonly newKey: () => string,
  ) {}

  /** Latest change first. */
  all(): Draft[] {
    return this.store
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => this.store.get(key))
      .filter(whole)
      .sort((a, b) => b.changedAt - a.changedAt);
  }

  read(id: string): Draft | null {
    const kept = this.store.get(PREFIX + id);
    return whole(kept) ? kept : null;
  }

  /** The draft that answers the invitation: by its code on paper, else by letter and name. */
  of(invited: Invited): Draft | null {
    const code = 'receiptCode' in invited ? invited.receiptCode : null;
    const { invitation } = invited;
    const all = this.all();
    return (
      all.find((each) => code !== null && each.receiptCode === code) ??
      all.find((each) => invitation && same(each.invitation, invitation)) ??
      null
    );
  }

  /** A new one, kept once something is filled in. */
  begin(invited: Invited): Draft {
    return {
      id: this.newKey(),
      receiptCode: 'receiptCode' in invited ? invited.receiptCode : null,
      invitation: invited.invitation ?? null,
      entries: NOTHING,
      key: this.newKey(),
      state: 'DRAFT',
      left: false,
      tries: 0,
      nextAt: 0,
      problem: null,
      receipt: null,
      changedAt: this.now(),
    };
  }

  /** The proposer changes something. Only a draft can be changed: what is on its way stays as it was handed over. */
  change(draft: Draft, entries: Partial<Entries>): Draft {
    if (draft.state !== 'DRAFT') return draft;
    return this.keep({ ...draft, entries: { ...draft.entries, ...entries }, problem: null });
  }

  /**
   * Back to a draft: to mend what was refused, to change what is on its way, or to amend what was received. It gets
   * another key when the service may have something under the one it has: the same key would stand for two contents.
   */
  reopen(draft: Draft): Draft {
    const key = draft.left ? this.newKey() : draft.key;
    return this.keep({ ...draft, state: 'DRAFT', key, left: false, tries: 0, problem: null });
  }

  keep(draft: Draft): Draft {
    const kept = { ...draft, changedAt: this.now() };
    this.store.set(PREFIX + kept.id, kept);
    this.watchers.forEach((watcher) => watcher(kept));
    return kept;
  }

  forget(draft: Draft): void {
    this.store.remove(PREFIX + draft.id);
  }

  /** Called with each draft as it is kept; the answer stops it. */
  watch(watcher: (draft: Draft) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

/** What is sent: no empty text, nothing around it. */
export function answerOf(entries: Entries): Answer {
  return {
    rating: entries.rating as Rating,
    attitude: entries.attitude,
    opinion: entries.opinion.trim() || null,
    contact: entries.contact.trim() || null,
    // nothing is agreed to about an opinion that there isn't; drafts of earlier versions have no such member
    opinionPublic: !!entries.opinionPublic && entries.opinion.trim() !== '',
  };
}

/** What was received, to be amended. */
export function entriesOf(receipt: Omit<Received, 'version' | 'receivedAt'>): Entries {
  return {
    rating: receipt.rating,
    attitude: receipt.attitude,
    opinion: receipt.opinion ?? '',
    contact: receipt.contact ?? '',
    opinionPublic: receipt.opinionPublic,
  };
}

export const LONGEST_OPINION = 2000;
export const LONGEST_CONTACT = 200;

/** What has to be mended before it can be sent, by field. The service says the same; here it's said without a network. */
export function faults(entries: Entries): Partial<Record<keyof Entries, string>> {
  const found: Partial<Record<keyof Entries, string>> = {};
  if (!entries.rating) found.rating = '请选择对办理结果是否满意';
  if (characters(entries.opinion.trim()) > LONGEST_OPINION) found.opinion = '意见不能超过 2000 字，请删减';
  else if (entries.rating === 'UNSATISFIED' && !entries.opinion.trim()) found.opinion = '选择不满意时，请写明理由';
  if (characters(entries.contact.trim()) > LONGEST_CONTACT) found.contact = '联系方式不能超过 200 字';
  return found;
}

/** As people count: an emoji is one. */
export function characters(text: string): number {
  return Array.from(text).length;
}

function same(one: Invitation | null, other: Invitation): boolean {
  return one !== null && one.code === other.code && one.proposer === other.proposer;
}

function whole(kept: unknown): kept is Draft {
  const draft = kept as Draft | null | undefined | '';
  return !!draft && typeof draft === 'object' && typeof draft.key === 'string' && !!draft.entries;
}
