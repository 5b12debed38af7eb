import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { built, Clock, keys, Storage } from './phone.mjs';

const { Drafts, answerOf, entriesOf, faults } = built('draft');
const receiptCode = '3V8K2R7M0QXW5T9C1ZB4N6HDYJ';
let storage, clock, drafts;

beforeEach(() => {
  storage = new Storage();
  clock = new Clock();
  drafts = new Drafts(storage, clock.now, keys());
});

test('every change is on the phone at once', () => {
  let draft = drafts.begin({ receiptCode });
  assert.deepEqual(drafts.all(), []);
  draft = drafts.change(draft, { rating: 'SATISFIED' });
  draft = drafts.change(draft, { opinion: '答' });
  draft = drafts.change(draft, { opinion: '答复' });
  const later = new Drafts(storage, clock.now, keys());
  assert.deepEqual(later.of({ receiptCode }), draft);
  assert.equal(later.of({ receiptCode }).entries.opinion, '答复');
});

test('the key is made once for a draft', () => {
  let draft = drafts.begin({ receiptCode });
  const { key } = draft;
  draft = drafts.change(draft, { rating: 'SATISFIED' });
  draft = drafts.change(draft, { opinion: '答复具体' });
  assert.equal(draft.key, key);
  assert.equal(drafts.reopen(draft).key, key);
});

test('what may have left the phone is changed under another key', () => {
  const draft = drafts.keep({ ...drafts.begin({ receiptCode }), state: 'SENDING', left: true });
  const reopened = drafts.reopen(draft);
  assert.equal(reopened.state, 'DRAFT');
  assert.notEqual(reopened.key, draft.key);
});

test('what is on its way or received can’t be changed', () => {
  for (const state of ['SENDING', 'RECEIVED', 'REFUSED']) {
    const draft = drafts.keep({ ...drafts.begin({ receiptCode }), state });
    assert.equal(drafts.change(draft, { opinion: '改' }).entries.opinion, '');
  }
});

test('a draft is found by its code, or by letter and name', () => {
  const invitation = { code: '7G4K2M9QXR', proposer: '林晓川' };
  const another = { ...invitation, proposer: '王济光' };
  const mine = drafts.keep(drafts.begin({ receiptCode, invitation }));
  const other = drafts.keep(drafts.begin({ invitation: another }));
  assert.equal(drafts.of({ receiptCode }).id, mine.id);
  assert.equal(drafts.of({ invitation }).id, mine.id);
  assert.equal(drafts.of({ invitation: another }).id, other.id);
  assert.equal(drafts.of({ receiptCode: '0'.repeat(26), invitation: another }).id, other.id);
  assert.equal(drafts.of({ invitation: { ...invitation, proposer: '另一人' } }), null);
  assert.equal(drafts.of({ receiptCode: '0'.repeat(26) }), null);
});

test('what storage holds of other things, or damaged, is no draft', () => {
  storage.set('session', { accessToken: 'a' });
  storage.set('draft/broken', { id: 'broken' });
  storage.set('draft/text', 'x');
  assert.deepEqual(drafts.all(), []);
  assert.equal(drafts.read('broken'), null);
});

test('a full phone is said, not passed over', () => {
  const draft = drafts.begin({ receiptCode });
  storage.full = true;
  assert.throws(() => drafts.change(draft, { opinion: '答' }));
});

test('a forgotten draft is gone', () => {
  const draft = drafts.keep(drafts.begin({ receiptCode }));
  drafts.forget(draft);
  assert.deepEqual(drafts.all(), []);
});

test('watchers hear of each change until they stop', () => {
  const heard = [];
  const stop = drafts.watch((draft) => heard.push(draft.entries.opinion));
  let draft = drafts.change(drafts.begin({ receiptCode }), { opinion: '一' });
  draft = drafts.change(draft, { opinion: '二' });
  stop();
  drafts.change(draft, { opinion: '三' });
  assert.deepEqual(heard, ['一', '二']);
});

test('faults are told as the service would', () => {
  const entries = { rating: 'SATISFIED', attitude: null, opinion: '', contact: '' };
  assert.deepEqual(faults(entries), {});
  assert.deepEqual(Object.keys(faults({ ...entries, rating: null })), ['rating']);
  assert.deepEqual(Object.keys(faults({ ...entries, rating: 'UNSATISFIED', opinion: ' \n' })), ['opinion']);
  assert.deepEqual(faults({ ...entries, opinion: '😀'.repeat(2000) }), {});
  assert.deepEqual(Object.keys(faults({ ...entries, opinion: '字'.repeat(2001) })), ['opinion']);
  assert.deepEqual(Object.keys(faults({ ...entries, contact: '1'.repeat(201) })), ['contact']);
});

test('an answer has no empty text, and turns back into what was filled in', () => {
  const answer = answerOf({ rating: 'SATISFIED', attitude: null, opinion: ' 答复具体 ', contact: '  ', opinionPublic: true });
  assert.deepEqual(answer, { rating: 'SATISFIED', attitude: null, opinion: '答复具体', contact: null, opinionPublic: true });
  assert.deepEqual(entriesOf(answer), { rating: 'SATISFIED', attitude: null, opinion: '答复具体', contact: '', opinionPublic: true });
});
