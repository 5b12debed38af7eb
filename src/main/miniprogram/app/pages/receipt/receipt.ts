import { characters, entriesOf, faults, type Draft, type Entries } from '../../draft';
import { go } from '../../going';
import { drafts, sending, service, session, subscribing } from '../../parts';
import { reading } from '../../reading';
import { opening, type Options } from '../../scan';
import { Refused, type Invitation, type Received } from '../../service';
import { settings } from '../../settings';
import { failure, lastDay, moment, RATINGS, ratings } from '../../words';

type Notice = { title: string; detail: string } | null;

function facts(invitation: Invitation | null): { name: string; value: string }[] {
  if (!invitation) return [];
  return [
    { name: '复函', value: invitation.title },
    { name: '文号', value: invitation.documentNumber ?? '' },
    { name: '答复单位', value: invitation.department ?? '' },
    { name: '填写人', value: invitation.proposer },
  ].filter(({ value }) => value);
}

function told(receipt: Received | null): { name: string; value: string }[] {
  if (!receipt) return [];
  return [
    { name: '办理结果', value: RATINGS[receipt.rating] },
    { name: '办理态度', value: receipt.attitude ? RATINGS[receipt.attitude] : '' },
    { name: '意见', value: receipt.opinion ?? '' },
    { name: '公开意见', value: receipt.opinion ? (receipt.opinionPublic ? '同意' : '不同意') : '' },
    { name: '联系方式', value: receipt.contact ?? '' },
    { name: '版本', value: `第 ${receipt.version} 版` },
    { name: '收到时间', value: moment(receipt.receivedAt) },
  ].filter(({ value }) => value);
}

function empty({ entries }: Draft): boolean {
  return !entries.rating && !entries.attitude && !entries.opinion && !entries.contact;
}

/** 回执: filled in, kept, sent. It can be filled in before the service is reached. */
Component({
  behaviors: [reading],
  data: {
    draft: null as Draft | null,
    state: 'DRAFT',
    facts: [] as { name: string; value: string }[],
    received: [] as { name: string; value: string }[],
    ratings: ratings(false),
    deadline: '',
    closed: false,
    /** What the text fields began with: what is typed isn't written back under the fingers. */
    opinion: '',
    contact: '',
    typed: 0,
    faults: {} as Partial<Record<keyof Entries, string>>,
    problem: null as Notice,
    notice: null as Notice,
    offline: false,
    full: false,
    templates: [] as string[],
    subscribed: '',
    reminder: [] as string[],
    reminded: '',
  },
  methods: {
    onLoad(options: Options & { draft?: string }) {
      const kept = options.draft ? drafts.read(options.draft) : null;
      const asked = opening(options, settings.site);
      if (!kept && (go(asked, 'receipt') || asked.page !== 'receipt')) return;
      const receiptCode = kept ? kept.receiptCode : (asked as { receiptCode: string }).receiptCode;
      this.begin(kept ?? drafts.of({ receiptCode: receiptCode as string }) ?? drafts.begin({ receiptCode: receiptCode as string }));
      const stop = drafts.watch((draft) => {
        if (draft.id === this.data.draft?.id) this.show(draft);
      });
      (this as unknown as { stop: () => void }).stop = stop;
      wx.hideShareMenu({});
      void this.ask();
    },
    onUnload() {
      (this as unknown as { stop?: () => void }).stop?.();
    },
    /** Shows a draft, its text fields included. */
    begin(draft: Draft) {
      const { opinion, contact } = draft.entries;
      this.setData({ opinion, contact, typed: characters(opinion) });
      this.show(draft);
    },
    show(draft: Draft) {
      const { invitation } = draft;
      const refused = draft.problem;
      const mended: Partial<Record<keyof Entries, string>> = {};
      for (const { pointer, detail } of refused?.errors ?? []) {
        const field = pointer.replace(/^\//, '') as keyof Entries;
        if (field in draft.entries) mended[field] = detail;
      }
      this.setData({
        draft,
        state: draft.state,
        facts: facts(invitation),
        received: draft.state === 'RECEIVED' ? told(draft.receipt) : [],
        ratings: ratings(invitation?.understanding ?? false),
        deadline: invitation ? lastDay(invitation.expiresAt) : '',
        closed: invitation !== null && !invitation.open,
        faults: mended,
        problem: refused && { title: refused.title, detail: refused.detail },
        offline: draft.state === 'SENDING' ? draft.tries > 0 : this.data.offline,
      });
    },
    /** Which letter it is, and what the service has of it already. */
    async ask(): Promise<void> {
      const asked = this.data.draft as Draft;
      if (asked.receiptCode === null) {
        await this.subscriptions();
        return;
      }
      try {
        this.know(await service.invitation(asked.receiptCode));
        this.setData({ offline: false });
      } catch (error) {
        if (error instanceof Refused && error.status < 500 && error.status !== 429) {
          this.setData({ notice: failure(error), closed: this.data.state === 'DRAFT' });
        } else {
          this.setData({ offline: true });
        }
        return;
      }
      await this.bind(asked.receiptCode);
      await this.subscriptions();
    },
    know(invitation: Invitation) {
      const draft = { ...(this.data.draft as Draft), invitation };
      const { receipt } = invitation;
      const newer = receipt && receipt.version > (draft.receipt?.version ?? 0);
      if (receipt && newer && (draft.state === 'RECEIVED' || (draft.state === 'DRAFT' && empty(draft)))) {
        this.keep({ ...draft, state: 'RECEIVED', receipt, entries: entriesOf(receipt), left: true });
      } else if (empty(draft) && draft.state === 'DRAFT') {
        this.show(draft);
      } else {
        this.keep(draft);
      }
    },
    /** Makes the letter one of the account's; without an account the receipt code does. */
    async bind(receiptCode: string): Promise<void> {
      try {
        const token = await session.token();
        if (token !== null) await service.bind(receiptCode, token);
      } catch (error) {
        if (error instanceof Refused && error.status === 409) this.setData({ notice: failure(error) });
      }
    },
    async subscriptions(): Promise<void> {
      const [templates, reminder] = await Promise.all([
        subscribing.templates(['RECEIPT_RECEIVED', 'ANSWERED', 'REVISED']),
        subscribing.templates(['REMINDER']),
      ]);
      this.setData({ templates, reminder });
    },
    /** Keeps the draft on the phone, and says so when there is no room. */
    keep(draft: Draft): boolean {
      try {
        this.show(drafts.keep(draft));
        this.setData({ full: false });
        return true;
      } catch {
        this.show(draft);
        this.setData({ full: true });
        return false;
      }
    },
    change(entries: Partial<Entries>) {
      const draft = this.data.draft as Draft;
      try {
        drafts.change(draft, entries);
        this.setData({ full: false });
      } catch {
        this.show({ ...draft, entries: { ...draft.entries, ...entries } });
        this.setData({ full: true });
      }
    },
    rate(event: WechatMiniprogram.CustomEvent<{ value: Entries['rating'] }>) {
      this.change({ rating: event.detail.value });
    },
    rateAttitude(event: WechatMiniprogram.CustomEvent<{ value: Entries['attitude'] }>) {
      this.change({ attitude: event.detail.value });
    },
    writeOpinion(event: WechatMiniprogram.Input) {
      this.setData({ typed: characters(event.detail.value) });
      this.change({ opinion: event.detail.value });
    },
    writeContact(event: WechatMiniprogram.Input) {
      this.change({ contact: event.detail.value });
    },
    agree() {
      this.change({ opinionPublic: !this.data.draft?.entries.opinionPublic });
    },
    submit() {
      const draft = this.data.draft as Draft;
      if (draft.state !== 'DRAFT') return;
      const found = faults(draft.entries);
      this.setData({ faults: found });
      if (Object.keys(found).length > 0) {
        this.setData({ problem: { title: '还没有提交，请先改正', detail: Object.values(found).join('；') } });
        wx.pageScrollTo({ scrollTop: 0 });
        return;
      }
      try {
        void sending.hand(draft);
      } catch {
        this.setData({ full: true });
      }
    },
    again() {
      void sending.wake();
    },
    /** Back to the form: what is on its way can be changed between two tries, what was received amended. */
    reopen() {
      const draft = this.data.draft as Draft;
      if (sending.busy(draft)) wx.showToast({ title: '正在发送，请稍候', icon: 'none' });
      else this.begin(drafts.reopen(draft));
    },
    async subscribe(): Promise<void> {
      const { done, words } = await subscribing.ask(this.data.templates, this.data.draft?.invitation?.code);
      this.setData({ subscribed: words, ...(done ? { templates: [] } : {}) });
    },
    async remind(): Promise<void> {
      const { done, words } = await subscribing.ask(this.data.reminder, this.data.draft?.invitation?.code);
      this.setData({ reminded: done ? '好的，到期前会在微信里提醒您。' : words, ...(done ? { reminder: [] } : {}) });
    },
    letter() {
      const code = this.data.draft?.invitation?.code;
      if (code) wx.navigateTo({ url: `/pages/letter/letter?code=${code}` });
    },
    home() {
      wx.switchTab({ url: '/pages/list/list' });
    },
  },
});
