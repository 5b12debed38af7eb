import type { Draft } from '../../draft';
import { drafts, sending, service, session } from '../../parts';
import { reading } from '../../reading';
import { Refused, type Invitation } from '../../service';
import { failure, lastDay, moment, RATINGS } from '../../words';

interface Item {
  key: string;
  title: string;
  line: string;
  status: string;
  look: string;
}

const STATES: Record<Draft['state'], { status: string; look: string }> = {
  DRAFT: { status: '草稿', look: 'draft' },
  SENDING: { status: '发送中', look: 'sending' },
  RECEIVED: { status: '已收到', look: 'received' },
  REFUSED: { status: '未能提交', look: 'refused' },
};

function kept(draft: Draft): Item {
  const { invitation, receipt } = draft;
  const when = receipt && draft.state === 'RECEIVED' ? `${moment(receipt.receivedAt)} · ${RATINGS[receipt.rating]}` : '';
  return {
    key: draft.id,
    title: invitation?.title ?? '还不知道是哪一件复函',
    line: [invitation?.proposer, when].filter(Boolean).join(' · '),
    ...STATES[draft.state],
  };
}

function invited(invitation: Invitation): Item {
  const { receipt, open, expiresAt } = invitation;
  const line = receipt ? `${moment(receipt.receivedAt)} · ${RATINGS[receipt.rating]}` : open ? `${lastDay(expiresAt)}前填写` : '已截止';
  return {
    key: `${invitation.code} ${invitation.proposer}`,
    title: invitation.title,
    line: `${invitation.proposer} · ${line}`,
    ...(receipt ? STATES.RECEIVED : { status: open ? '待填写' : '未填写', look: open ? 'sending' : 'draft' }),
  };
}

/** 我的: what is on this phone, and what else the account was invited to, with what it answered. */
Component({
  behaviors: [reading],
  data: {
    drafts: [] as Item[],
    invitations: [] as Item[],
    next: null as string | null,
    signed: null as boolean | null,
    busy: false,
    problem: null as { title: string; detail: string } | null,
  },
  methods: {
    onLoad() {
      const held = this as unknown as { stop: () => void; found: Map<string, Invitation> };
      held.found = new Map();
      held.stop = drafts.watch(() => this.look());
    },
    onUnload() {
      (this as unknown as { stop?: () => void }).stop?.();
    },
    onShow() {
      this.look();
      void sending.wake();
      void this.load(null);
    },
    onPullDownRefresh() {
      void this.load(null).then(() => wx.stopPullDownRefresh());
    },
    onReachBottom() {
      this.more();
    },
    look() {
      const { found } = this as unknown as { found: Map<string, Invitation> };
      const invitations = [...found.values()].filter((invitation) => !drafts.of({ invitation })).map(invited);
      this.setData({ drafts: drafts.all().map(kept), invitations });
    },
    more() {
      if (this.data.next !== null && !this.data.busy) void this.load(this.data.next);
    },
    again() {
      void this.load(this.data.next);
    },
    async load(cursor: string | null): Promise<void> {
      this.setData({ busy: true, problem: null });
      const token = await session.token();
      if (token === null) {
        this.setData({ busy: false, signed: false, next: null });
        return;
      }
      try {
        const { items, next } = await service.myReplies(token, cursor);
        const { found } = this as unknown as { found: Map<string, Invitation> };
        if (cursor === null) found.clear();
        items.forEach((each) => found.set(invited(each).key, each));
        this.look();
        this.setData({ next, signed: true, busy: false });
      } catch (error) {
        if (error instanceof Refused && error.status === 401) session.drop(token);
        this.setData({ busy: false, problem: failure(error) });
      }
    },
    openDraft(event: WechatMiniprogram.TouchEvent) {
      wx.navigateTo({ url: `/pages/receipt/receipt?draft=${event.currentTarget.dataset.key}` });
    },
    /** The receipt of an invitation: the draft on this phone, else one begun from what the service has. */
    openInvitation(event: WechatMiniprogram.TouchEvent) {
      const { found } = this as unknown as { found: Map<string, Invitation> };
      const invitation = found.get(event.currentTarget.dataset.key as string);
      if (!invitation) return;
      const { receipt } = invitation;
      const own = drafts.of({ invitation }) ?? drafts.begin({ invitation });
      const newer = receipt !== null && receipt.version > (own.receipt?.version ?? 0);
      const untouched = own.state === 'DRAFT' && !own.entries.rating && !own.entries.opinion;
      const draft =
        receipt && newer && (own.state === 'RECEIVED' || untouched)
          ? { ...own, invitation, receipt, state: 'RECEIVED' as const, left: true }
          : { ...own, invitation };
      wx.navigateTo({ url: `/pages/receipt/receipt?draft=${drafts.keep(draft).id}` });
    },
    forget(event: WechatMiniprogram.TouchEvent) {
      const draft = drafts.read(event.currentTarget.dataset.key as string);
      if (!draft || draft.state === 'SENDING') return;
      wx.showModal({
        title: '从这部手机上删除？',
        content: draft.state === 'DRAFT' ? '草稿还没有提交，删除后找不回来。' : '只删除手机上的一份，已经提交的不受影响。',
        success: ({ confirm }) => {
          if (!confirm) return;
          drafts.forget(draft);
          this.look();
        },
      });
    },
  },
});
